package org.wsbin.it.wire;

import static java.util.concurrent.TimeUnit.HOURS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.it.Background;
import org.wsbin.it.OncePerNetwork;
import org.wsbin.it.server.Footprint;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

/**
 * Frames with changed bits, so many as {@code -Dwsbin.fuzz.frames} says; {@code -Dwsbin.fuzz.seed}
 * repeats a run.
 */
@OncePerNetwork
@ExtendWith(ServerExtension.class)
class WireFuzzIT {
  private static final int FRAMES = Integer.getInteger("wsbin.fuzz.frames", 20_000);
  private static final long SEED = Long.getLong("wsbin.fuzz.seed", 6455);
  private static final int WARM_UP = 20_000;
  private static final int THREADS = 2;
  private static final int MAX_CONNECTIONS = 100;
  private static final int THREADS_MORE = 8;
  private static final double HEAP_PERCENT = 5;
  private static final Duration SETTLING = Duration.ofSeconds(1);

  @Test
  void changedFramesLeaveNothingBehind(RunningServer original) throws Exception {
    Map<String, String> small =
        Map.of(
            "max-connections", Integer.toString(MAX_CONNECTIONS),
            "max-message", "16k",
            "max-fragments", "100",
            "close-timeout", "1s");
    try (RunningServer server = Servers.startLike(original, small)) {
      assumeTrue(
          server.pid().isPresent(),
          "the server runs elsewhere, where nobody can measure what it holds");
      fuzz(server, WARM_UP, SEED);
      Footprint before = Footprint.of(server.pid().orElseThrow());

      int connections = fuzz(server, FRAMES, SEED + THREADS);

      await().atMost(LONG).pollInterval(SETTLING).untilAsserted(() -> assertLike(before, server));
      System.out.printf(
          "%d changed frames over %d connections: heap %d -> %d bytes, threads %d -> %d%n",
          FRAMES,
          connections,
          before.heap(),
          Footprint.of(server.pid().orElseThrow()).heap(),
          before.threads(),
          Footprint.of(server.pid().orElseThrow()).threads());
    }
  }

  private static int fuzz(RunningServer server, int frames, long seed) throws Exception {
    List<CompletableFuture<Integer>> peers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      FuzzingPeer peer = new FuzzingPeer(server.ws("wire/echo"), seed + i);
      peers.add(Background.start(() -> peer.send(frames / THREADS)));
    }
    int connections = 0;
    for (CompletableFuture<Integer> peer : peers) {
      connections += peer.get(2, HOURS);
    }
    assertThat(connections).isPositive();
    Places.assertAllFree(server, MAX_CONNECTIONS);
    return connections;
  }

  private static void assertLike(Footprint before, RunningServer server) throws IOException {
    Footprint after = Footprint.of(server.pid().orElseThrow());
    assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + THREADS_MORE);
    assertThat(after.heap()).isCloseTo(before.heap(), withinPercentage(HEAP_PERCENT));
  }
}
