package org.wsbin.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
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
  void aPeerThatNeverReadsDoesNotHoldUpTheExit() throws IOException {
    try (RunningServer server = Servers.startLike(original, Map.of());
        NeverReading stalled = NeverReading.open(server.ws("ws/echo"))) {
      assertThat(server.terminate(AT_MOST)).hasValue(0);
      assertThat(stalled.ended()).succeedsWithin(LONG);
    }
  }
}
