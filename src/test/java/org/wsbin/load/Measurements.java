package org.wsbin.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.server.Footprint;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.Servers;
import org.wsbin.load.Echoing.Times;

/** What docs/measurements.md says, measured; nothing here asserts on a time. */
class Measurements {
  private static final int IDLE = 10_000;
  private static final int NEVER_READING = 1000;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final StringBuilder REPORT = new StringBuilder();

  @ParameterizedTest
  @ValueSource(strings = {"ws/echo", "wire/echo"})
  void tenThousandIdleConnectionsForAMinuteWhileAnEchoIsAnswered(String path) throws Exception {
    try (RunningServer server = Servers.start("standalone", Map.of());
        Echoing echo = new Echoing(server.ws(path));
        IdleCrowd crowd = new IdleCrowd()) {
      echo.during(Duration.ofSeconds(10));
      Times alone = echo.during(Duration.ofSeconds(10));
      Footprint before = Footprint.of(server.pid().orElseThrow());
      crowd.connect(server.ws(path), IDLE);
      Times beside = echo.during(MINUTE);
      Footprint after = Footprint.of(server.pid().orElseThrow());
      assertThat(crowd.open()).as("connections open after a minute").isEqualTo(IDLE);
      assertThat(crowd.pings()).as("pings answered").isGreaterThanOrEqualTo(2 * IDLE);
      report(
          """
          ## %d idle connections to /%s, for a minute

          | | before | with them | per connection |
          |---|---|---|---|
          | live heap, MiB | %.1f | %.1f | %.1f KiB |
          | RSS, MiB | %.1f | %.1f | %.1f KiB |
          | threads | %d | %d | |

          All connections answered the server's pings and were open at the end.

          | an echo of 125 bytes | messages | p50, ms | p99, ms | worst, ms |
          |---|---|---|---|---|
          | alone | %s |
          | with them | %s |

          """,
          IDLE,
          path,
          mib(before.heap()),
          mib(after.heap()),
          (after.heap() - before.heap()) / 1024.0 / IDLE,
          mib(before.resident()),
          mib(after.resident()),
          (after.resident() - before.resident()) / 1024.0 / IDLE,
          before.threads(),
          after.threads(),
          alone,
          beside);
    }
  }

  @Test
  void aThousandClientsThatNeverReadBesideAnEcho() throws Exception {
    try (RunningServer server = Servers.start("standalone", Map.of("send-timeout", "1m"));
        Echoing echo = new Echoing(server.ws("ws/echo"));
        NeverReadingCrowd crowd = new NeverReadingCrowd(Echoing.smallMessages(500))) {
      echo.during(Duration.ofSeconds(10));
      Times alone = echo.during(Duration.ofSeconds(10));
      crowd.connect(server.ws("ws/echo"), NEVER_READING);
      Times filling = echo.during(Duration.ofSeconds(40));
      Footprint stalled = Footprint.of(server.pid().orElseThrow());
      Times beside = echo.during(Duration.ofSeconds(10));
      report(
          """
          ## %d clients that never read

          Each client sends messages of 125 bytes as fast as the server reads them. `--send-timeout 1m` keeps the clients connected during
          the measurement. Busy peers are read in turns, two for each core. `--memory` is its default, half of the heap, and limits what all of their queues hold.

          | an echo of 125 bytes | messages | p50, ms | p99, ms | worst, ms |
          |---|---|---|---|---|
          | alone | %s |
          | in the first 40 s with the clients | %s |
          | in the next 10 s | %s |

          After the first 40 s the server's live heap was %.0f MiB, %.2f MiB each; the server had %d threads.

          """,
          NEVER_READING,
          alone,
          filling,
          beside,
          mib(stalled.heap()),
          mib(stalled.heap()) / NEVER_READING,
          stalled.threads());
    }
  }

  @Test
  void whatGoesOnBesideItDoesNotDelayAnEchoOfTheWireEngine() throws Exception {
    StringBuilder rows = new StringBuilder();
    rows.append(beside("nothing", "wire/echo", 0, 125));
    rows.append(beside("300 peers of /wire/echo that never read", "wire/echo", 300, 125));
    rows.append(beside("300 peers of /ws/echo that never read", "ws/echo", 300, 125));
    rows.append(beside("1 endless upload, 1 MiB per frame", "wire/time?interval=1h", 1, 1 << 20));
    rows.append(beside("8 endless uploads, 1 MiB per frame", "wire/time?interval=1h", 8, 1 << 20));
    report(
        """
        ## An echo of /wire/echo beside other load

        `--send-timeout 1m` keeps peers that never read connected. An upload keeps a core of the client busy as well: on %d cores the
        echo's client waits for its share.

        | load beside an echo of 125 bytes | messages | p50, ms | p99, ms | worst, ms |
        |---|---|---|---|---|
        %s
        """,
        Runtime.getRuntime().availableProcessors(), rows);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "wire"})
  void tenThousandTimeScenariosAtOnce(String engine) throws Exception {
    try (RunningServer server = Servers.start("standalone", Map.of());
        TimesCrowd crowd = new TimesCrowd(1000)) {
      Footprint before = Footprint.of(server.pid().orElseThrow());
      crowd.connect(server.ws(engine + "/time/60/1s?format=epoch-millis"), IDLE);
      TimeUnit.SECONDS.sleep(30);
      long connected = crowd.open();
      Footprint with = Footprint.of(server.pid().orElseThrow());
      Times late = Times.of(crowd.lateness());
      assertThat(connected).isEqualTo(IDLE);
      report(
          """
          ## %d scenarios at once: /%s/time/60/1s

          | | before | with them | per connection |
          |---|---|---|---|
          | live heap, MiB | %.1f | %.1f | %.1f KiB |
          | RSS, MiB | %.1f | %.1f | %.1f KiB |
          | threads | %d | %d | |

          | lateness of a timestamp, by the server's clock | timestamps | p50, ms | p99, ms | worst, ms |
          |---|---|---|---|---|
          | 30 s with all connections open | %s |

          """,
          IDLE,
          engine,
          mib(before.heap()),
          mib(with.heap()),
          (with.heap() - before.heap()) / 1024.0 / IDLE,
          mib(before.resident()),
          mib(with.resident()),
          (with.resident() - before.resident()) / 1024.0 / IDLE,
          before.threads(),
          with.threads(),
          late);
    }
  }

  private static String beside(String who, String path, int peers, int frameBytes)
      throws Exception {
    try (RunningServer server =
            Servers.start("standalone", Map.of("send-timeout", "1m", "send-queue", "1m"));
        Echoing echo = new Echoing(server.ws("wire/echo"));
        NeverReadingCrowd crowd = new NeverReadingCrowd(Echoing.binaryMessage(frameBytes))) {
      echo.during(Duration.ofSeconds(10));
      crowd.connect(server.ws(path), peers);
      echo.during(Duration.ofSeconds(peers > 8 ? 30 : 2));
      return "| " + who + " | " + echo.during(Duration.ofSeconds(10)) + " |\n";
    }
  }

  private static double mib(long bytes) {
    return bytes / 1024.0 / 1024.0;
  }

  private static void report(String text, Object... values) {
    REPORT.append(String.format(Locale.ROOT, text, values));
  }

  @AfterAll
  static void write() throws IOException {
    String document =
        String.format(
                """
            # Measurements

            Written in one run by
            `mvn package -DskipTests failsafe:integration-test@load -Pload -Dwsbin.docs.update=true`. `java -jar wsbin.war` had default settings
            unless noted; load and server ran on the same machine with %d cores, Java %s. Live heap is what
            `jcmd GC.class_histogram` counts after a full collection. Compare times only within this page.

            """,
                Runtime.getRuntime().availableProcessors(), Runtime.version())
            + REPORT;
    System.out.println(document);
    if (Boolean.getBoolean("wsbin.docs.update")) {
      Files.writeString(Path.of("docs", "measurements.md"), document);
    }
  }
}
