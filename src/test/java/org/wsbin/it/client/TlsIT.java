package org.wsbin.it.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.KeyStore;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.Certificate;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathChecker;
import java.security.cert.X509CertSelector;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.wsbin.client.ClientWebSocket;
import org.wsbin.client.WebErrorStatus;
import org.wsbin.client.WebSocketException;
import org.wsbin.it.Background;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.peer.Certificates;

/** What is wrong with a certificate is told apart; a real TLS handshake each. */
@OnStandalone
class TlsIT {
  @Test
  void oneThatNobodyTrusts() throws Exception {
    HeldCertificate held = Certificates.of("localhost").build();
    HeldCertificate other = Certificates.of("localhost").build();
    assertThat(failure(held, Certificates.trusting(other), "localhost"))
        .isEqualTo(WebErrorStatus.CERTIFICATE_UNTRUSTED);
  }

  @Test
  void oneThatHasExpired() throws Exception {
    HeldCertificate authority = new HeldCertificate.Builder().certificateAuthority(0).build();
    HeldCertificate held =
        Certificates.of("localhost").signedBy(authority).validityInterval(0, 1000).build();
    assertThat(failure(held, Certificates.trusting(authority), "localhost"))
        .isEqualTo(WebErrorStatus.CERTIFICATE_EXPIRED);
  }

  @Test
  void oneOfAnotherHost() throws Exception {
    HeldCertificate held = Certificates.of("example.com").build();
    assertThat(failure(held, Certificates.trusting(held), "localhost"))
        .isEqualTo(WebErrorStatus.CERTIFICATE_WRONG_HOST_NAME);
    assertThat(failure(held, Certificates.trusting(held), "127.0.0.1"))
        .isEqualTo(WebErrorStatus.CERTIFICATE_WRONG_HOST_NAME);
  }

  @Test
  void oneThatWasRevoked() throws Exception {
    HeldCertificate authority = new HeldCertificate.Builder().certificateAuthority(0).build();
    HeldCertificate held = Certificates.of("localhost").signedBy(authority).build();
    assertThat(failure(held, revoking(authority), "localhost"))
        .isEqualTo(WebErrorStatus.CERTIFICATE_REVOKED);
  }

  @Test
  void theCertificateOfAnotherHostIsAcceptedIfNamesAreNotChecked() throws Exception {
    HeldCertificate held = Certificates.of("example.com").build();
    ClientWebSocket socket = new ClientWebSocket();
    socket.control().hostNameChecked(false);
    assertThat(failure(held, Certificates.trusting(held), "localhost", socket))
        .isEqualTo(WebErrorStatus.CONNECTION_ABORTED); // behind the TLS handshake
  }

  @Test
  void whatIsNoTls() throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> answered =
          Background.start(
              () -> {
                Socket plain = listening.accept();
                plain.getOutputStream().write("HTTP/1.1 400 \r\n\r\n".getBytes(US_ASCII));
                return null;
              });
      assertThatThrownBy(
              () ->
                  new ClientWebSocket()
                      .connect(URI.create("wss://localhost:" + listening.getLocalPort() + "/")))
          .isInstanceOfSatisfying(
              WebSocketException.class,
              e -> assertThat(e.status()).isEqualTo(WebErrorStatus.TLS_FAILED));
      assertThat(answered).isNotCancelled();
    }
  }

  private static WebErrorStatus failure(HeldCertificate held, SSLContext trust, String host)
      throws IOException {
    return failure(held, trust, host, new ClientWebSocket());
  }

  /** How connecting fails to a server that ends TCP behind the TLS handshake. */
  private static WebErrorStatus failure(
      HeldCertificate held, SSLContext trust, String host, ClientWebSocket socket)
      throws IOException {
    try (ServerSocket listening =
        Certificates.holding(held)
            .getServerSocketFactory()
            .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> accepted =
          Background.start(
              () -> {
                try (SSLSocket secure = (SSLSocket) listening.accept()) {
                  secure.startHandshake();
                  return null;
                }
              });
      socket.control().sslContext(trust);
      URI uri = URI.create("wss://" + host + ":" + listening.getLocalPort() + "/");
      try {
        socket.connect(uri);
        throw new AssertionError("It has connected.");
      } catch (WebSocketException failure) {
        assertThat(accepted).isNotCancelled();
        return failure.status();
      }
    }
  }

  /** Trusts what that authority has signed, but for everything. */
  private static SSLContext revoking(HeldCertificate authority) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("authority", authority.certificate());
    PKIXBuilderParameters parameters = new PKIXBuilderParameters(trusted, new X509CertSelector());
    parameters.setRevocationEnabled(false);
    parameters.addCertPathChecker(new Revoked());
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(new CertPathTrustManagerParameters(parameters));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  private static final class Revoked extends PKIXCertPathChecker {
    @Override
    public void init(boolean forward) {}

    @Override
    public boolean isForwardCheckingSupported() {
      return false;
    }

    @Override
    public Set<String> getSupportedExtensions() {
      return Set.of();
    }

    @Override
    public void check(Certificate certificate, Collection<String> unresolved)
        throws CertPathValidatorException {
      throw new CertPathValidatorException("It was revoked.", null, null, -1, BasicReason.REVOKED);
    }
  }
}
