package org.wsbin.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocket;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectTest {
  private static final ServerSocketFactory PLAIN = ServerSocketFactory.getDefault();

  /** A text "hi", then close 1000. */
  static final String HI = "8102" + "6869" + "8802" + "03e8";

  @ParameterizedTest
  @CsvSource({
    "880203e8, 0", // 1000
    "8800, 0", // without a code
    "880203e9, 3", // 1001
    "88020fa0, 3", // 4000
    "81, 1" // half a frame, and no more: the client gives up
  })
  void theExitCodeSaysHowItWasClosed(String frames, int exit) throws Exception {
    try (PeerOnce peer = new PeerOnce(PeerOnce.listen(PLAIN), List.of(), frames)) {
      Map<Flag, List<String>> given =
          Map.of(Flag.WAIT, List.of("-1"), Flag.PING_INTERVAL, List.of("100ms"));
      assertThat(Run.of("localhost:" + peer.port(), given).exit()).isEqualTo(exit);
    }
  }

  @Test
  void aTerminalGetsNoControlCharacters() throws Exception {
    // a text of ESC [ 3 1 m, then close
    try (PeerOnce peer =
        new PeerOnce(PeerOnce.listen(PLAIN), List.of(), "8105" + "1b5b33316d" + "880203e8")) {
      Run run =
          Run.of(
              "localhost:" + peer.port(),
              Map.of(Flag.WAIT, List.of("-1")),
              new ByteArrayInputStream(new byte[0]),
              new Terminals(false, true, true));
      assertThat(run.text()).isEqualTo("\\u001b[31m\n");
    }
  }

  @Test
  void aPipeGetsWhatCame() throws Exception {
    try (PeerOnce peer =
        new PeerOnce(PeerOnce.listen(PLAIN), List.of(), "8105" + "1b5b33316d" + "880203e8")) {
      Run run = Run.of("localhost:" + peer.port(), Map.of(Flag.WAIT, List.of("-1")));
      assertThat(run.text()).isEqualTo("\u001b[31m\n");
    }
  }

  @Test
  void theProxyIsAskedWithItsCredentials() throws Exception {
    try (PeerOnce peer =
        new PeerOnce(PeerOnce.listen(PLAIN), List.of("HTTP/1.1 200 OK\r\n\r\n"), HI)) {
      String proxy = "ada:secret@localhost:" + peer.port();
      Run run =
          Run.of(
              "ws://nowhere.invalid:81/x",
              Map.of(Flag.PROXY, List.of(proxy), Flag.WAIT, List.of("-1")));
      assertThat(run.text()).isEqualTo("hi\n");
      assertThat(peer.heads().get(0))
          .startsWith("CONNECT nowhere.invalid:81 HTTP/1.1\r\n")
          .contains("Proxy-Authorization: Basic YWRhOnNlY3JldA==\r\n");
      assertThat(peer.heads().get(1)).startsWith("GET /x HTTP/1.1\r\nHost: nowhere.invalid:81\r\n");
    }
  }

  @Test
  void aProxyThatRefusesIsNamed() throws Exception {
    String answer = "HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n";
    try (PeerOnce peer = new PeerOnce(PeerOnce.listen(PLAIN), List.of(answer), HI)) {
      Run run =
          Run.of("ws://nowhere.invalid/", Map.of(Flag.PROXY, List.of("localhost:" + peer.port())));
      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.err()).startsWith("The proxy requires other credentials (407");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theServerIsTrustedByCaAndTheClientProvesItselfByCert(boolean rsa, @TempDir Path directory)
      throws Exception {
    HeldCertificate ca = builder(rsa).certificateAuthority(0).build();
    HeldCertificate server =
        builder(rsa).signedBy(ca).addSubjectAlternativeName("localhost").build();
    HeldCertificate client = builder(rsa).signedBy(ca).commonName("ada").build();
    String caFile = write(directory, "ca", ca.certificatePem());
    String cert = write(directory, "cert", client.certificatePem());
    String key = write(directory, "key", client.privateKeyPkcs8Pem());
    HandshakeCertificates tls =
        new HandshakeCertificates.Builder()
            .heldCertificate(server)
            .addTrustedCertificate(ca.certificate())
            .build();
    Map<Flag, List<String>> given =
        Map.of(
            Flag.CA, List.of(caFile),
            Flag.CERT, List.of(cert),
            Flag.KEY, List.of(key),
            Flag.WAIT, List.of("-1"));
    Run run = secured(tls, "localhost", given);
    assertThat(run.err()).isEmpty();
    assertThat(run.text()).isEqualTo("hi\n");
    Run unproven = secured(tls, "localhost", without(given, Flag.CERT, Flag.KEY));
    assertThat(unproven.exit()).isEqualTo(1);
    Run untrusted = secured(tls, "localhost", without(given, Flag.CA));
    assertThat(untrusted.exit()).isEqualTo(1);
    assertThat(untrusted.err()).contains("is not trusted; use --ca");
    Run wrongHost = secured(tls, "127.0.0.1", given);
    assertThat(wrongHost.err()).contains("The certificate is not for 127.0.0.1");
    Map<Flag, List<String>> unchecked = new HashMap<>(without(given, Flag.CA));
    unchecked.put(Flag.NO_CHECK, List.of());
    assertThat(secured(tls, "127.0.0.1", unchecked).text()).isEqualTo("hi\n");
  }

  private static Run secured(HandshakeCertificates tls, String host, Map<Flag, List<String>> given)
      throws Exception {
    SSLServerSocket listening =
        (SSLServerSocket) PeerOnce.listen(tls.sslContext().getServerSocketFactory());
    listening.setNeedClientAuth(true);
    try (PeerOnce peer = new PeerOnce(listening, List.of(), HI)) {
      return Run.of("wss://" + host + ":" + peer.port() + "/", given);
    }
  }

  private static Map<Flag, List<String>> without(Map<Flag, List<String>> given, Flag... flags) {
    Map<Flag, List<String>> less = new HashMap<>(given);
    less.keySet().removeAll(List.of(flags));
    return less;
  }

  private static HeldCertificate.Builder builder(boolean rsa) {
    HeldCertificate.Builder builder = new HeldCertificate.Builder();
    return rsa ? builder.rsa2048() : builder.ecdsa256();
  }

  private static String write(Path directory, String name, String text) throws Exception {
    return Files.writeString(directory.resolve(name), text).toString();
  }
}
