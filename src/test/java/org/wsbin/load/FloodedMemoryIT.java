package org.wsbin.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawResponse;
import org.wsbin.it.server.Footprint;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;
import org.wsbin.observe.PrometheusText;

/**
 * As many clients as a heap of 256 MiB allows, which send the smallest messages to {@code /ws/echo}
 * and read nothing, until {@code --memory} is spent. Such messages take far more heap than their
 * bytes.
 */
@OnStandalone
@ExtendWith(ServerExtension.class)
class FloodedMemoryIT {
  private static final long HEAP = 256L << 20;
  private static final int FEW = 50;

  /** What Tomcat holds for one connection of {@code /ws}, at most. */
  private static final long CONNECTION = 80L << 10;

  /** What the server holds without any connections, at most. */
  private static final long REST = 16L << 20;

  private final RunningServer original;

  FloodedMemoryIT(RunningServer original) {
    this.original = original;
  }

  @Test
  void fewClientsHoldNoMoreThanTheBudget() throws Exception {
    flood(FEW);
  }

  @Test
  void allClientsTogetherLeaveRoomInTheHeap() throws Exception {
    flood((int) (HEAP / (256 << 10)) - 1);
  }

  private void flood(int clients) throws IOException {
    String tiny = new String(new byte[] {(byte) 0x82, (byte) 0x81, 0, 0, 0, 0, 0}, ISO_8859_1);
    byte[] stream = tiny.repeat(8000).getBytes(ISO_8859_1);
    try (RunningServer server =
            Servers.startLike(
                original, "256m", Map.of("send-timeout", "5m", "ping-interval", "0"));
        NeverReadingCrowd crowd = new NeverReadingCrowd(stream)) {
      double limit = metric(server, "wsbin_memory_limit_bytes");
      crowd.connect(server.ws("ws/echo"), clients);
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> metric(server, "wsbin_memory_used_bytes") > 0.9 * limit);
      Footprint held = Footprint.of(server.pid().orElseThrow());
      assertThat(held.heap())
          .isLessThan((long) limit + clients * CONNECTION + REST)
          .isLessThan(HEAP * 9 / 10);
      assertThat(get(server, "health/live").status()).isEqualTo(200);
    }
  }

  private static double metric(RunningServer server, String name) throws IOException {
    return PrometheusText.samples(get(server, "metrics").body().utf8()).get(name);
  }

  private static RawResponse get(RunningServer server, String path) throws IOException {
    URI at = server.base();
    return RawHttp.once(
        at,
        List.of(
            "GET " + at.getPath() + path + " HTTP/1.1",
            "Host: " + at.getAuthority(),
            "Connection: close"),
        LONG);
  }
}
