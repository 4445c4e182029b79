package org.wsbin.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.raw.WholeMessage;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

/** What SIGTERM does to {@code java -jar}; a container shuts down in its own way. */
@OnStandalone
@ExtendWith(ServerExtension.class)
class ShutdownIT {
  private static final Duration AT_MOST = Duration.ofSeconds(10);
  private static final int PEERS = 10;

  private final RunningServer original;

  ShutdownIT(RunningServer original) {
    this.original = original;
  }

  @Test
  void sigtermClosesEveryPeerWith1001AndExitsWith0() throws Exception {
    List<RecordingClient> peers = new ArrayList<>();
    try (RunningServer server = Servers.startLike(original, Map.of())) {
      for (int i = 0; i < PEERS; i++) {
        peers.add(RecordingClient.open(server.ws(i % 2 == 0 ? "ws/echo" : "ws?interval=1h")));
      }

      OptionalInt exitCode = server.terminate(AT_MOST);

      assertThat(exitCode).hasValue(0);
      for (RecordingClient peer : peers) {
        assertThat(peer.closed()).succeedsWithin(LONG).asString().startsWith("1001 ");
      }
    }
  }

  @Test
  void whileItDrainsItIsNotReadyAndStillAnswers() throws Exception {
    ExecutorService terminating = Executors.newSingleThreadExecutor();
    try (RunningServer server = Servers.startLike(original, Map.of("drain-time", "4s"));
        RawWebSocket first = RawWebSocket.open(server.ws("wire/echo"));
        RawWebSocket second = RawWebSocket.open(server.ws("ws/echo"))) {
      assertThat(health(server, "ready")).isEqualTo(200);
      assertEchoes(first, second); // the container opens a connection after its 101
      Future<OptionalInt> exitCode = terminating.submit(() -> server.terminate(AT_MOST));
      await().atMost(LONG).until(() -> health(server, "ready") == 503);
      assertThat(health(server, "live")).isEqualTo(200);
      assertEchoes(first, second);
      for (RawWebSocket open : List.of(first, second)) {
        Frame close = open.readClose(LONG);
        assertThat(close.closeCode()).isEqualTo(1001);
        open.send(close);
      }
      assertThat(exitCode.get(1, TimeUnit.MINUTES)).hasValue(0);
    } finally {
      terminating.shutdownNow();
    }
  }

  private static void assertEchoes(RawWebSocket... connections) throws IOException {
    for (RawWebSocket connection : connections) {
      connection.send(Frame.text("here"));
      assertThat(connection.readMessage(LONG)).isEqualTo(WholeMessage.text("here"));
    }
  }

  private static int health(RunningServer server, String page) throws IOException {
    URI at = server.base();
    List<String> lines = List.of("GET /health/" + page + " HTTP/1.1", "Host: " + at.getAuthority());
    return RawHttp.once(at, lines, LONG).status();
  }

  @Test
  void aPeerThatNeverReadsDoesNotHoldUpTheExit() throws IOException {
    try (RunningServer server = Servers.startLike(original, Map.of());
        NeverReading stalled = NeverReading.open(server.ws("ws/echo"))) {
      assertThat(server.terminate(AT_MOST)).hasValue(0);
      assertThat(stalled.ended()).succeedsWithin(LONG);
    }
  }
}
