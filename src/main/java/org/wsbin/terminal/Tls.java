package org.wsbin.terminal;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.wsbin.settings.InvalidSettingException;

/** TLS options: trusted certificates, and our own certificate. */
final class Tls {
  private static final char[] NO_PASSWORD = {};

  private Tls() {}

  /**
   * The context for the options; empty if Java's default applies.
   *
   * @throws InvalidSettingException with a sentence, if a file is wrong
   */
  static Optional<SSLContext> of(Map<Flag, List<String>> given) {
    boolean unchecked = given.containsKey(Flag.NO_CHECK);
    Optional<String> ca = Options.text(given, Flag.CA);
    Optional<String> cert = Options.text(given, Flag.CERT);
    Optional<String> key = Options.text(given, Flag.KEY);
    if (key.isPresent() && cert.isEmpty()) {
      throw new InvalidSettingException(
          "The option --key needs --cert: a key proves nothing without its certificate.");
    }
    if (unchecked && ca.isPresent()) {
      throw new InvalidSettingException(
          "The options --no-check and --ca contradict each other: give one of them.");
    }
    if (!unchecked && ca.isEmpty() && cert.isEmpty()) {
      return Optional.empty();
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManager[] trusted =
          unchecked ? new TrustManager[] {new Everybody()} : ca.map(Tls::trusting).orElse(null);
      context.init(cert.map(file -> proving(file, key)).orElse(null), trusted, null);
      return Optional.of(context);
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("This Java has no TLS.", failure);
    }
  }

  private static TrustManager[] trusting(String file) {
    try {
      KeyStore store = empty();
      int number = 0;
      for (X509Certificate certificate : Pem.certificates(Flag.CA, file)) {
        store.setCertificateEntry("ca" + number, certificate);
        number++;
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException | IOException failure) {
      throw new IllegalStateException("The certificates cannot be trusted.", failure);
    }
  }

  private static KeyManager[] proving(String file, Optional<String> keyFile) {
    List<X509Certificate> chain = Pem.certificates(Flag.CERT, file);
    PrivateKey key =
        keyFile.map(own -> Pem.key(Flag.KEY, own)).orElseGet(() -> Pem.key(Flag.CERT, file));
    try {
      if (!belong(key, chain.get(0))) {
        throw new InvalidSettingException(
            "The key does not belong to the first certificate of --cert: give the key that it was"
                + " made for, and that certificate first.");
      }
      KeyStore store = empty();
      store.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, NO_PASSWORD);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException | IOException failure) {
      throw new IllegalStateException("The certificate cannot be used.", failure);
    }
  }

  private static boolean belong(PrivateKey key, X509Certificate certificate) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "EdDSA";
        };
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update((byte) 1);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update((byte) 1);
      return signature.verify(signed);
    } catch (GeneralSecurityException ofAnotherKind) {
      return false;
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  /** Trusts every certificate. It is an extended manager, so that Java adds no checks. */
  private static final class Everybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
