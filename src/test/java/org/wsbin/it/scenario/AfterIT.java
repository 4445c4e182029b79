package org.wsbin.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.it.Background;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

@ExtendWith(ServerExtension.class)
class AfterIT {
  private static final int AT_ONCE = 8;
  private static final int IN_A_ROW = 50;

  /** Two texts in one write, with a masking key of zeros. */
  private static final Bytes A_AND_B = Bytes.hex("8181 00000000 61 8181 00000000 62");

  private final RunningServer server;

  AfterIT(RunningServer server) {
    this.server = server;
  }

  /** The network's thread brings both while the timer's may be at what it repeats. */
  @Test
  void whatComesRightBehindTheLastMessageIsForTheNextStep() {
    List<CompletableFuture<Integer>> rows =
        Stream.generate(() -> Background.start(this::echoes)).limit(AT_ONCE).toList();
    assertThat(rows).allSatisfy(row -> assertThat(row).succeedsWithin(LONG));
  }

  private int echoes() throws IOException {
    for (int i = 0; i < IN_A_ROW; i++) {
      try (RawWebSocket socket = RawWebSocket.open(server.ws("wire/repeat/x/1ms/after/1/echo"))) {
        socket.readMessage(LONG);
        socket.sendRaw(A_AND_B);
        socket.readThrough(Frame.text("b")::equals, LONG);
      }
    }
    return IN_A_ROW;
  }
}
