package org.wsbin.terminal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocket;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.Background;

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
  void theOwnSideOfTheTranscriptIsWritten(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("client.json");
    try (PeerOnce peer = new PeerOnce(PeerOnce.listen(PLAIN), List.of(), HI)) {
      Run run =
          Run.of(
              "localhost:" + peer.port(),
              Map.of(
                  Flag.WAIT, List.of("-1"),
                  Flag.TRANSCRIPT, List.of("it"),
                  Flag.TRANSCRIPT_FILE, List.of(file.toString())));
      assertThat(run.exit()).isZero();
    }
    assertThat(file)
        .content()
        .startsWith("{\"version\":1,\"name\":\"it\"")
        .contains("GET /?transcript=it HTTP/1.1", "\"text\":\"hi\"");
  }

  @Test
  void aTranscriptHasASimpleName() {
    assertThatThrownBy(() -> Run.of("h", Map.of(Flag.TRANSCRIPT, List.of("a b"))))
        .hasMessage(
            "The option --transcript is \"a b\"; allowed is a name of up to 128 letters, digits,"
                + " and ._~-.");
  }

  @Test
  void aTranscriptHasOneNameOnly() {
    assertThatThrownBy(
            () -> Run.of("h/wire/echo?transcript=b", Map.of(Flag.TRANSCRIPT, List.of("a"))))
        .hasMessage(
            "The option --transcript is \"a\"; allowed is one name only, and the URL has"
                + " transcript=b already.");
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

  /** Its text comes from elsewhere, and may be long. */
  @Test
  void theBodyOfARefusalIsShownBoundedAndWithoutControlCharacters() throws Exception {
    String body = "\u001b[31mno\n\n" + "x".repeat(300) + "\nthree\nfour\n";
    String response = "HTTP/1.1 403 No\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    try (PeerOnce peer = new PeerOnce(PeerOnce.listen(PLAIN), List.of(response), HI)) {
      Run run = Run.of("localhost:" + peer.port(), Map.of());
      assertThat(run.err().lines())
          .containsExactly(
              "The server does not allow this connection (403 Forbidden). Use -v to see the response.",
              "< \\u001b[31mno",
              "< " + "x".repeat(200) + "…",
              "< three");
    }
    try (PeerOnce peer = new PeerOnce(PeerOnce.listen(PLAIN), List.of(response), HI)) {
      Run run = Run.of("localhost:" + peer.port(), Map.of(Flag.JSON, List.of()));
      assertThat(run.text())
          .contains("\"httpStatus\":403,\"body\":\"\\u001B[31mno\\n\\nxxx", "three\\nfour\\n\"");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HTTP/1.1 403 No | does not allow a connection to nowhere.invalid:81 (403 Forbidden).
          HTTP/1.1 502 No | did not connect to nowhere.invalid:81 (502).
          HTTP/1.1 404 No | did not connect to nowhere.invalid:81 (404).
          """)
  void whatTheProxyDidIsNotBlamedOnTheTarget(String line, String sentence) throws Exception {
    String response = line + "\r\nContent-Length: 7\r\n\r\nbecause";
    Run run = proxied(response, Map.of());
    assertThat(run.err())
        .startsWith("The proxy localhost:")
        .contains(sentence)
        .contains("\n< because\n");
    assertThat(proxied(response, Map.of(Flag.VERBOSE, List.of())).err())
        .contains("< " + line.substring(0, 12) + "\n", "< because\n");
    assertThat(proxied(response, Map.of(Flag.JSON, List.of())).text())
        .contains("\"proxy\":\"localhost:", "\"body\":\"because\"");
  }

  @Test
  void aProxyThatEndsTheConnectionIsNamed() throws Exception {
    Run run = proxied("", Map.of());
    assertThat(run.err())
        .matches("The proxy localhost:\\d+ ended the connection before it answered.\n");
  }

  @Test
  void aProxyThatIsNoProxyIsNamed() throws Exception {
    Run run = proxied("SSH-2.0-x\r\n", Map.of());
    assertThat(run.err()).matches("The proxy localhost:\\d+ did not answer in HTTP. .*SSH-2.0.*\n");
  }

  @Test
  void aProxyThatCannotBeReachedIsNamed() throws Exception {
    String url = "ws://nowhere.invalid/";
    Run refused = Run.of(url, Map.of(Flag.PROXY, List.of("localhost:1")));
    assertThat(refused.err())
        .isEqualTo("The proxy localhost:1 refuses connections; is a proxy listening there?\n");
    Run unknown = Run.of(url, Map.of(Flag.PROXY, List.of("proxy.invalid:3128")));
    assertThat(unknown.err())
        .isEqualTo("Cannot resolve the host name of the proxy proxy.invalid:3128.\n");
  }

  /** Through a proxy that answers that to a CONNECT, and ends TCP. */
  private static Run proxied(String response, Map<Flag, List<String>> more) throws Exception {
    try (ServerSocket listening = PeerOnce.listen(PLAIN)) {
      CompletableFuture<Void> proxy =
          Background.start(
              () -> {
                try (Socket socket = listening.accept()) {
                  PeerOnce.head(socket.getInputStream());
                  socket.getOutputStream().write(response.getBytes(ISO_8859_1));
                }
                return null;
              });
      Map<Flag, List<String>> given = new HashMap<>(more);
      given.put(Flag.PROXY, List.of("localhost:" + listening.getLocalPort()));
      Run run = Run.of("ws://nowhere.invalid:81/", given);
      assertThat(proxy).succeedsWithin(10, TimeUnit.SECONDS);
      assertThat(run.exit()).isEqualTo(1);
      return run;
    }
  }

  @Test
  void aProxyThatRefusesIsNamed() throws Exception {
    String answer = "HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n";
    try (PeerOnce peer = new PeerOnce(PeerOnce.listen(PLAIN), List.of(answer), HI)) {
      Run run =
          Run.of("ws://nowhere.invalid/", Map.of(Flag.PROXY, List.of("localhost:" + peer.port())));
      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.err())
          .startsWith("The proxy localhost:" + peer.port() + " requires other credentials (407");
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
