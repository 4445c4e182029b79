package org.wsbin.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.wsbin.it.Background;

class RawConnectionsTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static Socket open(ClientOptions options, URI uri) {
    return new RawConnections(options).open(uri, List.of(), LIMIT);
  }

  private static ClientOptions options() {
    return new ClientWebSocket().control();
  }

  @Test
  void nothingIsSentButWhatTheCallerSends() throws Exception {
    try (ServerSocket server = new ServerSocket(0);
        Socket client = open(options(), URI.create("ws://127.0.0.1:" + server.getLocalPort()));
        Socket accepted = server.accept()) {
      client.getOutputStream().write("any bytes".getBytes(ISO_8859_1));
      client.shutdownOutput();
      assertThat(accepted.getInputStream().readAllBytes()).asString().isEqualTo("any bytes");
      assertThat(client.getSoTimeout()).isZero();
    }
  }

  @Test
  void aConnectionGoesThroughTheProxyOfTheOptions() throws Exception {
    try (ScriptedServer proxy =
        ScriptedServer.start(connection -> connection.write("HTTP/1.1 200 OK\r\n\r\n"))) {
      ClientOptions options = options().proxy("127.0.0.1", proxy.uri("/").getPort());
      open(options, URI.create("ws://backend.example:81/")).close();
      assertThat(proxy.requests().get(0)).startsWith("CONNECT backend.example:81 HTTP/1.1\r\n");
    }
  }

  /** Each byte comes within the limit of a read: half a record of TLS for 6 s. */
  @Test
  void theLimitIsThatOfTheWholeHandshakeOfTls() throws Exception {
    try (ServerSocket server = new ServerSocket(0)) {
      CompletableFuture<Void> unusedBecauseTheClientTells =
          Background.start(
              () -> trickle(server, HexFormat.of().parseHex("16030340" + "00".repeat(56))));
      URI slow = URI.create("wss://127.0.0.1:" + server.getLocalPort() + "/");
      CompletableFuture<Socket> opening =
          Background.start(
              () -> new RawConnections(options()).open(slow, List.of(), Duration.ofMillis(500)));
      assertThat(opening)
          .failsWithin(Duration.ofSeconds(3))
          .withThrowableThat()
          .havingCause()
          .asInstanceOf(InstanceOfAssertFactories.type(WebSocketException.class))
          .satisfies(late -> assertThat(late.status()).isEqualTo(WebErrorStatus.TIMEOUT));
    }
  }

  private static Void trickle(ServerSocket server, byte[] bytes) throws Exception {
    try (Socket accepted = server.accept()) {
      for (byte one : bytes) {
        accepted.getOutputStream().write(one);
        TimeUnit.MILLISECONDS.sleep(100);
      }
      return null;
    }
  }

  @Test
  void whyThereIsNoConnectionIsSaid() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    URI nobody = URI.create("ws://127.0.0.1:" + port + "/");
    assertThatThrownBy(() -> open(options(), nobody))
        .isInstanceOfSatisfying(
            WebSocketException.class,
            refused -> assertThat(refused.status()).isEqualTo(WebErrorStatus.CONNECTION_REFUSED));
    assertThatThrownBy(() -> open(options(), URI.create("http://localhost/")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
