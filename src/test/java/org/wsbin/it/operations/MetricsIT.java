package org.wsbin.it.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawResponse;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.raw.WholeMessage;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.observe.PrometheusText;

/** {@code GET /metrics}, on every container. */
@ExtendWith(ServerExtension.class)
class MetricsIT {
  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

  private final RunningServer server;

  MetricsIT(RunningServer server) {
    this.server = server;
  }

  @Test
  void bothEnginesAreCounted() throws IOException {
    Map<String, Double> before = samples();
    try (RawWebSocket wire = RawWebSocket.open(server.ws("wire/echo"));
        RawWebSocket container = RawWebSocket.open(server.ws("ws/echo"))) {
      assertEcho(wire);
      assertEcho(container);
      Map<String, Double> during = samples();
      for (String engine : List.of("wire", "ws")) {
        assertThat(during.get("wsbin_connections{engine=\"%s\",step=\"echo\"}".formatted(engine)))
            .isPositive();
        String received =
            "wsbin_messages_total{direction=\"received\",engine=\"%s\"}".formatted(engine);
        assertThat(during.get(received)).isGreaterThan(before.get(received));
      }
      wire.send(Frame.close(4001, ""));
      container.send(Frame.close(4001, ""));
      wire.readClose(LONG);
      container.readClose(LONG);
    }
    for (String engine : List.of("wire", "ws")) {
      String closes =
          "wsbin_closes_total{code=\"4xxx\",direction=\"received\",engine=\"%s\"}"
              .formatted(engine);
      await().atMost(LONG).until(() -> samples().getOrDefault(closes, 0.0) > 0);
    }
  }

  @Test
  void refusedHandshakesAreCounted() throws IOException {
    String key = "wsbin_handshakes_total{status=\"418\"}";
    double before = samples().getOrDefault(key, 0.0);
    List<String> handshake =
        List.of(
            "GET " + server.ws("ws/status/418").getPath() + " HTTP/1.1",
            "Host: " + server.base().getAuthority(),
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    assertThat(RawHttp.once(server.base(), handshake, LONG).status()).isEqualTo(418);
    assertThat(samples().get(key)).isEqualTo(before + 1);
  }

  @Test
  void aScrapeUnderLoadIsValidAndDoesNotDisturbTheEchoes() throws Exception {
    AtomicBoolean loaded = new AtomicBoolean(true);
    ExecutorService clients = Executors.newFixedThreadPool(4);
    try {
      List<Future<Long>> echoes = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        URI at = server.ws(i % 2 == 0 ? "wire/echo" : "ws/echo");
        echoes.add(clients.submit(() -> echoWhile(loaded, at)));
      }
      for (int i = 0; i < 50; i++) {
        assertThat(samples()).containsKey("wsbin_memory_used_bytes");
      }
      loaded.set(false);
      for (Future<Long> echo : echoes) {
        assertThat(echo.get(1, TimeUnit.MINUTES)).isPositive();
      }
    } finally {
      loaded.set(false);
      clients.shutdownNow();
    }
  }

  @Test
  void promtoolFindsNothingToObjectTo() throws Exception {
    assumeTrue(Files.isExecutable(PROMTOOL), "promtool is not installed");
    try (RawWebSocket wire = RawWebSocket.open(server.ws("wire/echo"))) {
      assertEcho(wire);
      Process promtool =
          new ProcessBuilder(PROMTOOL.toString(), "check", "metrics")
              .redirectErrorStream(true)
              .start();
      promtool.getOutputStream().write(metrics().getBytes(UTF_8));
      promtool.getOutputStream().close();
      assertThat(new String(promtool.getInputStream().readAllBytes(), UTF_8)).isEmpty();
      assertThat(promtool.waitFor()).isZero();
    }
  }

  private static long echoWhile(AtomicBoolean loaded, URI at) throws IOException {
    long echoes = 0;
    try (RawWebSocket socket = RawWebSocket.open(at)) {
      while (loaded.get()) {
        assertEcho(socket);
        echoes++;
      }
    }
    return echoes;
  }

  private static void assertEcho(RawWebSocket socket) throws IOException {
    socket.send(Frame.text("here"));
    assertThat(socket.readMessage(LONG)).isEqualTo(WholeMessage.text("here"));
  }

  private Map<String, Double> samples() throws IOException {
    return PrometheusText.samples(metrics());
  }

  private String metrics() throws IOException {
    URI at = server.base();
    RawResponse answer =
        RawHttp.once(
            at,
            List.of(
                "GET " + at.getPath() + "metrics HTTP/1.1",
                "Host: " + at.getAuthority(),
                "Connection: close"),
            LONG);
    assertThat(answer.status()).isEqualTo(200);
    return answer.body().utf8();
  }
}
