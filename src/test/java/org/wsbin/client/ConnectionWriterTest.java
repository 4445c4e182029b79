package org.wsbin.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.wsbin.it.Background;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.FrameSender;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Role;

class ConnectionWriterTest {
  private final FakeClock clock = new FakeClock();
  private final FakeSocket socket = new FakeSocket(clock);
  private final SocketOutput output =
      new SocketOutput(socket, new WriteTimeout(clock, Duration.ofDays(1), () -> {}));
  private final ConnectionWriter writer =
      new ConnectionWriter(
          new ConnectionLifecycle(),
          output,
          new FrameSender<>(
              Role.CLIENT, Optional.empty(), output, ConnectionObserver.NONE, clock::nanos));

  @Test
  void theFirstOfTwoClosesThatWaitForAFrameIsSent() {
    duringAWrite(
        () -> {
          writer.close(CloseFrame.of(1002, ""), true);
          writer.close(CloseFrame.of(4000, ""), false);
        });
    assertThat(socket.sent()).containsExactly("82 00", "88 03ea");
    assertThat(socket.outputShut()).isTrue();
  }

  @Test
  void aLaterCloseThatEndsOurHalfOfTcpStillEndsIt() {
    duringAWrite(
        () -> {
          writer.close(CloseFrame.of(4000, ""), false);
          writer.close(CloseFrame.of(1002, ""), true);
        });
    assertThat(socket.sent()).containsExactly("82 00", "88 0fa0");
    assertThat(socket.outputShut()).isTrue();
  }

  private void duringAWrite(Runnable task) {
    AtomicBoolean done = new AtomicBoolean();
    socket.onWrite(
        bytes -> {
          if (!done.getAndSet(true)) {
            assertThat(
                    Background.start(
                        () -> {
                          task.run();
                          return null;
                        }))
                .succeedsWithin(10, TimeUnit.SECONDS);
          }
        });
    writer.message(MessageKind.BINARY, ByteBuffer.allocate(1), true);
  }
}
