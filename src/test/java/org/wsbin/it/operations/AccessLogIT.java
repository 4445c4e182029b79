package org.wsbin.it.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

/** {@code --access-log} on every container, whose own log may put its words before each line. */
@ExtendWith(ServerExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class AccessLogIT {
  private final RunningServer original;
  private RunningServer server;

  AccessLogIT(RunningServer original) {
    this.original = original;
  }

  @BeforeAll
  void start() {
    server = Servers.startLike(original, Map.of("access-log", "json"));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void theClientsCloseIsInTheLineOfEitherEngine() throws IOException {
    for (String engine : List.of("wire", "ws")) {
      try (RawWebSocket socket = RawWebSocket.open(server.ws(engine + "/echo?closed"))) {
        socket.send(Frame.text("abc"));
        socket.readMessage(LONG);
        socket.send(Frame.close(4001, "bye"));
        socket.readClose(LONG);
      }
      awaitLine(
          "\"path\":\"[^\"]*/" + engine + "/echo\\?closed\",",
          "\"status\":101,\"engine\":\"" + engine + "\",\"step\":\"echo\",\"seconds\":[0-9.]+,",
          "\"receivedMessages\":1,\"receivedBytes\":\\d,\"receivedIdleSeconds\":[0-9.]+,",
          "\"sentMessages\":1,\"sentBytes\":\\d,\"sentIdleSeconds\":[0-9.]+,",
          "\"closeReceived\":4001,\"closeReceivedReason\":\"bye\",.*\"closedBy\":\"client\",");
    }
  }

  @Test
  void aResetAndAFinDifferOnWire() throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(server.ws("wire/echo?fin"))) {
      socket.send(Frame.text("abc"));
      socket.readMessage(LONG);
    }
    awaitLine("/wire/echo\\?fin\"", "\"closedBy\":\"network\",\"end\":\"fin\"}");
  }

  @Test
  void theServersCloseIsItsOwn() throws IOException {
    for (String engine : List.of("wire", "ws")) {
      try (RawWebSocket socket = RawWebSocket.open(server.ws(engine + "/close/4002?server"))) {
        socket.send(socket.readClose(LONG));
        socket.awaitEof(LONG);
      }
      awaitLine(
          "/" + engine + "/close/4002\\?server\"",
          "\"closeSent\":4002,",
          "\"closedBy\":\"server\",\"end\":\"");
    }
  }

  @Test
  void aRefusedHandshakeIsALineAndAPageIsNone() throws IOException {
    String authority = server.base().getAuthority();
    String path = server.base().getPath();
    RawHttp.once(
        server.base(), List.of("GET " + path + "catalogue HTTP/1.1", "Host: " + authority), LONG);
    RawHttp.once(
        server.base(),
        List.of(
            "GET " + path + "wire/echo?refused HTTP/1.1",
            "Host: " + authority,
            "Connection: Upgrade",
            "Upgrade: websocket",
            "User-Agent: a \"quoted\" one",
            "Origin: https://elsewhere.example",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="),
        LONG);
    awaitLine(
        "/wire/echo\\?refused\"",
        "\"origin\":\"https://elsewhere.example\",\"agent\":\"a \\\\\"quoted\\\\\" one\",",
        "\"status\":403,\"answer\":\"");
    assertThat(log()).doesNotContain("\"path\":\"" + path + "catalogue");
  }

  private void awaitLine(String... parts) {
    String pattern = ".*" + String.join(".*", parts) + ".*";
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(log().lines()).anyMatch(line -> line.matches(pattern)));
  }

  private String log() throws IOException {
    return new String(Files.readAllBytes(server.log()), UTF_8);
  }
}
