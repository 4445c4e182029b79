package org.wsbin.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.it.Background;
import org.wsbin.it.NeverReading;
import org.wsbin.it.OncePerNetwork;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.Opening;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

/** Peers that do not read; {@code --send-timeout} is one second here. */
@OncePerNetwork
@ExtendWith(ServerExtension.class)
@TestInstance(PER_CLASS)
class WireBackpressureIT {
  private static final int FRAME = 16 * 1024;

  /** More than the sockets on both sides hold, and a hundredth of what a second brings. */
  private static final long IN_BUFFERS = 64L * 1024 * 1024;

  private final RunningServer original;
  private RunningServer server;

  WireBackpressureIT(RunningServer original) {
    this.original = original;
  }

  @BeforeAll
  void startWithAShortTimeout() {
    server = Servers.startLike(original, Map.of("send-timeout", "1s"));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void aPeerThatNeverReadsIsCutOffWhileOthersAreServed() throws Exception {
    try (RawWebSocket other = RawWebSocket.open(server.ws("wire/echo"));
        NeverReading stalled = NeverReading.open(server.ws("wire/echo"))) {
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
  void fromAPeerThatDoesNotReadNothingMoreIsRead() throws IOException {
    try (NeverReading stalled = NeverReading.open(server.ws("wire/echo"))) {
      assertThat(stalled.ended()).succeedsWithin(LONG);

      assertThat(stalled.framesSent() * FRAME).isLessThan(IN_BUFFERS);
    }
  }

  @Test
  void aLargeFrameToAPeerThatDoesNotReadIsNotGatheredEither() throws IOException {
    Frame larger = Frame.binary(Bytes.pattern(60 * 1024 * 1024));
    try (RawWebSocket socket = Opening.to(server.ws("wire/echo")).receiveBuffer(4096).open()) {
      CompletableFuture<Integer> sending =
          Background.start(() -> Fragments.send(socket, List.of(larger, larger)));

      assertThat(sending.handle((all, cutOff) -> cutOff)).succeedsWithin(LONG).isNotNull();
    }
  }

  private static void echo(RawWebSocket socket) throws IOException {
    socket.send(Frame.text("are you there?"));
    assertThat(socket.read(ANSWER)).isEqualTo(Frame.text("are you there?"));
  }
}
