package org.wsbin.it.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.Opening;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawResponse;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.raw.WholeMessage;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;
import org.wsbin.observe.PrometheusText;
import org.wsbin.transcript.Transcripts;

/** Thousands of names with full transcripts, at a heap of 256 MiB. */
@OnStandalone
@ExtendWith(ServerExtension.class)
class TranscriptAbuseIT {
  private static final int THREADS = 4;
  private static final int NAMES_EACH = 2500;
  private static final int FRAMES = 10;
  private static final int PAYLOAD = 4000;

  private final RunningServer original;

  TranscriptAbuseIT(RunningServer original) {
    this.original = original;
  }

  @Test
  void tenThousandFullTranscriptsStayInTheirShareAndAreForgotten() throws Exception {
    ExecutorService abusers = Executors.newFixedThreadPool(THREADS);
    try (RunningServer server =
            Servers.startLike(
                original, "256m", Map.of("transcripts", "20000", "transcript-age", "5s"));
        RawWebSocket innocent = RawWebSocket.open(server.ws("wire/echo"))) {
      List<Future<Integer>> abuse = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int number = i;
        abuse.add(abusers.submit(() -> record(server, number)));
      }
      double most = 0;
      while (!abuse.stream().allMatch(Future::isDone)) {
        innocent.send(Frame.text("here"));
        assertThat(innocent.readMessage(LONG)).isEqualTo(WholeMessage.text("here"));
        most = Math.max(most, metric(server, "wsbin_memory_used_bytes"));
        TimeUnit.MILLISECONDS.sleep(50);
      }
      int recorded = 0;
      for (Future<Integer> one : abuse) {
        recorded += one.get(1, TimeUnit.MINUTES);
      }
      assertThat(recorded).isEqualTo(THREADS * NAMES_EACH);
      double limit = metric(server, "wsbin_memory_limit_bytes");
      assertThat(most).as("most that was used").isBetween(limit / 8, limit / 2);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> metric(server, "wsbin_memory_used_bytes") < 1 << 20);
      assertThat(health(server)).isEqualTo(200);
    } finally {
      abusers.shutdownNow();
    }
  }

  /** Pollers that wait and leave. */
  @Test
  void pollersThatLeaveGiveTheirPlacesBack() throws IOException {
    try (RunningServer server = Servers.startLike(original, "256m", Map.of())) {
      for (int i = 0; i < 1000; i++) {
        try (RawHttp poller = RawHttp.connect(server.base(), LONG)) {
          poller.send(request(server, "transcripts/nobody?wait=5m"));
        }
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> get(server, "transcripts/nobody?wait=50ms").status() == 404);
    }
  }

  private static int record(RunningServer server, int number) throws IOException {
    int recorded = 0;
    for (int i = 0; i < NAMES_EACH; i++) {
      String path = "wire/sink?transcript=name-" + number + "-" + i;
      try (RawWebSocket socket = whenThereIsRoom(Opening.to(server.ws(path)))) {
        for (int frame = 0; frame < FRAMES; frame++) {
          socket.send(Frame.binary(Bytes.pattern(PAYLOAD)));
        }
        recorded++;
      }
    }
    return recorded;
  }

  /** A server that is slow to see its clients leave may say for a while that all are in use. */
  private static RawWebSocket whenThereIsRoom(Opening opening) throws IOException {
    try {
      return opening.open();
    } catch (IOException refused) {
      if (!saysNoRoom(refused)) {
        throw refused;
      }
      return await()
          .atMost(LONG)
          .ignoreExceptionsMatching(TranscriptAbuseIT::saysNoRoom)
          .until(opening::open, socket -> true);
    }
  }

  private static boolean saysNoRoom(Throwable refused) {
    return refused.getMessage().contains(Transcripts.NO_ROOM);
  }

  private static int health(RunningServer server) throws IOException {
    return get(server, "health/ready").status();
  }

  private static double metric(RunningServer server, String name) throws IOException {
    return PrometheusText.samples(get(server, "metrics").body().utf8()).get(name);
  }

  private static RawResponse get(RunningServer server, String path) throws IOException {
    return RawHttp.once(server.base(), request(server, path), LONG);
  }

  private static List<String> request(RunningServer server, String path) {
    URI at = server.base();
    return List.of(
        "GET " + at.getPath() + path + " HTTP/1.1",
        "Host: " + at.getAuthority(),
        "Connection: close");
  }
}
