package org.wsbin.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.Footprint;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.Servers;
import org.wsbin.load.Echoing.Times;

/**
 * What clients that mean harm can do to a server with a heap of 256 MiB, while another client's
 * echo and {@code /health/live} are answered. Most of these attacks once ended such a server.
 */
class AbuseMeasurements {
  private static final Duration SHORT = Duration.ofSeconds(10);

  /** What Tomcat keeps of the largest number of requests for the next ones; it does not grow. */
  private static final long KEPT = 24 << 20;

  private static final StringBuilder ROWS = new StringBuilder();

  @ParameterizedTest
  @EnumSource(Attack.class)
  void othersEchoMeanwhile(Attack attack) throws Exception {
    try (RunningServer server = start();
        Echoing echo = new Echoing(server.ws("wire/echo"))) {
      long pid = server.pid().orElseThrow();
      echo.during(SHORT);
      Times alone = echo.during(SHORT);
      long before = Footprint.of(pid).heap();
      Times beside;
      long meanwhile;
      try (Attackers attackers = new Attackers(attack, server.ws(""))) {
        attackers.awaitAttack();
        assertThat(live(server)).isEqualTo(200);
        beside = echo.during(SHORT);
        assertThat(live(server)).isEqualTo(200);
        meanwhile = Footprint.of(pid).heap();
      }
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofSeconds(2))
          .until(() -> Footprint.of(pid).heap() < before + KEPT);
      assertThat(server.terminate(Duration.ofSeconds(20))).hasValue(0);
      ROWS.append(
          String.format(
              Locale.ROOT,
              "| %s | %.2f | %.2f | %.2f | %.2f | %d | %d |%n",
              attack.text(),
              alone.median(),
              beside.median(),
              alone.p99(),
              beside.p99(),
              before >> 20,
              meanwhile >> 20));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wire/echo", "ws/echo"})
  void aClientMaySend16MiBBeforeItReads(String path) throws Exception {
    try (RunningServer server = start();
        RawWebSocket client = RawWebSocket.open(server.ws(path))) {
      byte[] message = new byte[16 << 20];
      client.send(Frame.binary(Bytes.of(message)));
      assertThat(client.readMessage(Duration.ofMinutes(1)).payload().length())
          .isEqualTo(message.length);
    }
  }

  private static RunningServer start() {
    try (RunningServer like = Servers.start("standalone", Map.of())) {
      return Servers.startLike(like, "256m", Map.of("send-timeout", "1m"));
    }
  }

  private static int live(RunningServer server) throws IOException {
    URI at = server.base();
    List<String> lines =
        List.of("GET /health/live HTTP/1.1", "Host: " + at.getAuthority(), "Connection: close");
    return RawHttp.once(at, lines, SHORT).status();
  }

  @AfterAll
  static void report() throws IOException {
    String table =
        """
        | attack | echo p50, ms, before | during | p99 before | during | live heap, MiB, before | during |
        |---|---|---|---|---|---|---|
        """
            + ROWS;
    Files.writeString(Path.of("target", "abuse.md"), table);
  }
}
