package org.wsbin.it.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawResponse;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

/** {@code --admin-port} of {@code java -jar}. */
@OnStandalone
@ExtendWith(ServerExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class AdminPortIT {
  private static final Pattern ANNOUNCED =
      Pattern.compile("Health and metrics are at (http://127\\.0\\.0\\.1:\\d+/)\\R");

  private final RunningServer original;
  private RunningServer server;
  private URI admin;

  AdminPortIT(RunningServer original) {
    this.original = original;
  }

  @BeforeAll
  void start() throws IOException {
    // a Host that --allowed-hosts would refuse: scrapers use any name
    server =
        Servers.startLike(original, Map.of("admin-port", "0", "allowed-hosts", "wsbin.example"));
    Matcher announced = ANNOUNCED.matcher(Files.readString(server.log()));
    assertThat(announced.find()).isTrue();
    admin = URI.create(announced.group(1));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/live", "/health/ready", "/metrics"})
  void itsPagesAreThereAlone(String path) throws IOException {
    assertThat(get(admin, path, "any.name").status()).isEqualTo(200);
    assertThat(get(server.base(), path, "wsbin.example").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/ws/echo", "/catalogue", "/console.js", "/metrics/x", "/../metrics"})
  void nothingElseIsThere(String path) throws IOException {
    RawResponse answer = get(admin, path, "any.name");
    assertThat(answer.status()).isBetween(400, 404);
    assertThat(answer.body().utf8()).doesNotContain("jvm_");
  }

  @Test
  void aWebSocketConnectsAtTheOtherPortOnly() throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(server.ws("wire/echo"))) {
      assertThat(socket).isNotNull();
    }
    List<String> handshake =
        List.of(
            "GET /wire/echo HTTP/1.1",
            "Host: any.name",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    assertThat(RawHttp.once(admin, handshake, LONG).status()).isEqualTo(404);
  }

  private static RawResponse get(URI at, String path, String host) throws IOException {
    return RawHttp.once(
        at, List.of("GET " + path + " HTTP/1.1", "Host: " + host, "Connection: close"), LONG);
  }
}
