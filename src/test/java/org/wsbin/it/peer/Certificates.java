package org.wsbin.it.peer;

import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** Certificates made for a test. */
public final class Certificates {
  private Certificates() {}

  /** One that names this host, and signs itself. */
  public static HeldCertificate.Builder of(String host) {
    return new HeldCertificate.Builder().commonName(host).addSubjectAlternativeName(host);
  }

  /** For a client that trusts this one only. */
  public static SSLContext trusting(HeldCertificate certificate) {
    return new HandshakeCertificates.Builder()
        .addTrustedCertificate(certificate.certificate())
        .build()
        .sslContext();
  }

  /** For a server that has this one. */
  public static SSLContext holding(HeldCertificate certificate) {
    return new HandshakeCertificates.Builder().heldCertificate(certificate).build().sslContext();
  }
}
