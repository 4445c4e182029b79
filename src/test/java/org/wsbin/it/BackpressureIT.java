package org.wsbin.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.raw.WholeMessage;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

/** A peer that stops reading is its own problem, never another peer's. */
@ExtendWith(ServerExtension.class)
class BackpressureIT {
  private static final int STALLED_PEERS = 50;
  private static final int ECHOES = 500;
  private static final Duration STANDING = Duration.ofMillis(300);

  private final RunningServer server;

  BackpressureIT(RunningServer server) {
    this.server = server;
  }

  @Test
  void aPeerThatNeverReadsIsClosedWhileOthersAreServed() throws Exception {
    Map<String, String> strict = Map.of("send-timeout", "1s", "send-queue", "256k");
    try (RunningServer limited = Servers.startLike(server, strict);
        RawWebSocket other = RawWebSocket.open(limited.ws("ws/echo"));
        NeverReading stalled = NeverReading.open(limited.ws("ws/echo"))) {
      await()
          .atMost(LONG)
          .until(
              () -> {
                echo(other);
                return stalled.ended().isDone();
              });

      assertThat(stalled.ended()).isCompleted();
      echo(other);
    }
  }

  @Test
  void fiftyPeersThatNeverReadDoNotSlowAnothersEcho() throws Exception {
    List<NeverReading> stalled = new ArrayList<>();
    try (RawWebSocket other = RawWebSocket.open(server.ws("ws/echo"))) {
      medianEcho(other); // warms up
      Duration before = medianEcho(other);
      for (int i = 0; i < STALLED_PEERS; i++) {
        stalled.add(NeverReading.open(server.ws("ws/echo")));
      }
      awaitStanding(stalled);

      assertThat(medianEcho(other)).isLessThan(before.multipliedBy(10));
    } finally {
      for (NeverReading peer : stalled) {
        peer.close();
      }
    }
  }

  /** Until no peer gets anything more into its socket: every queue on the way is full. */
  private static void awaitStanding(List<NeverReading> peers) {
    AtomicLong before = new AtomicLong(-1);
    await()
        .atMost(LONG)
        .pollInterval(STANDING)
        .until(
            () -> {
              long sent = peers.stream().mapToLong(NeverReading::framesSent).sum();
              return before.getAndSet(sent) == sent;
            });
  }

  private static Duration medianEcho(RawWebSocket socket) throws IOException {
    long[] nanos = new long[ECHOES];
    for (int i = 0; i < ECHOES; i++) {
      long start = System.nanoTime();
      echo(socket);
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    return Duration.ofNanos(nanos[ECHOES / 2]);
  }

  private static void echo(RawWebSocket socket) throws IOException {
    socket.send(Frame.text("are you there?"));
    assertThat(socket.readMessage(ANSWER)).isEqualTo(WholeMessage.text("are you there?"));
  }
}
