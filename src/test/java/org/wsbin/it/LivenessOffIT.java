package org.wsbin.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.ANSWER;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.raw.WholeMessage;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

@ExtendWith(ServerExtension.class)
class LivenessOffIT {
  /** Long enough for many pings, were 0 taken for an interval, or for a pong to be overdue. */
  private static final Duration SILENCE = Duration.ofSeconds(2);

  @Test
  void withAnIntervalOfZeroNoPingIsSentAndNoneIsMissed(RunningServer original) throws Exception {
    Map<String, String> off = Map.of("ping-interval", "0", "pong-timeout", "200ms");
    try (RunningServer server = Servers.startLike(original, off);
        RawWebSocket socket = RawWebSocket.open(server.ws("ws/echo"))) {
      assertThat(socket.poll(SILENCE)).isEmpty();

      socket.send(Frame.text("still open"));
      assertThat(socket.readMessage(ANSWER)).isEqualTo(WholeMessage.text("still open"));
    }
  }
}
