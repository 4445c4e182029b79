package org.wsbin.it;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

@ExtendWith(ServerExtension.class)
class EchoBurstIT {
  private static final int MESSAGES = 100_000;

  private final RunningServer server;

  EchoBurstIT(RunningServer server) {
    this.server = server;
  }

  @Test
  void aBurstSentWithoutReadingLosesNothing() throws Exception {
    try (RawWebSocket socket = RawWebSocket.open(server.ws("ws/echo"))) {
      CompletableFuture<Integer> burst = Background.start(() -> send(socket));
      sentOrStalled(burst);

      for (int i = 0; i < MESSAGES; i++) {
        assertThat(socket.readMessage(LONG).text()).isEqualTo("message " + i);
      }
      assertThat(burst).succeedsWithin(LONG);
    }
  }

  private static int send(RawWebSocket socket) throws IOException {
    for (int i = 0; i < MESSAGES; i++) {
      socket.send(Frame.text("message " + i));
    }
    return MESSAGES;
  }

  /** A server that holds back the sender is right; it may do so for its send timeout of 10 s. */
  private static void sentOrStalled(CompletableFuture<Integer> burst) throws Exception {
    try {
      burst.get(3, SECONDS);
    } catch (TimeoutException heldBack) {
      assertThat(burst).isNotCompletedExceptionally();
    }
  }
}
