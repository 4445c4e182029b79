package org.wsbin.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.MessageDeflater;
import org.wsbin.protocol.PerMessageDeflate;

@DisplayName("Receiving with permessage-deflate (RFC 7692 section 6.2)")
class DeflatedReceiveTest {
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final int LENGTH = 300_000;

  private final FakeClock clock = new FakeClock();
  private final FakeSocket socket = new FakeSocket(clock);
  private final Connection connection =
      new Connection(
          socket.dialled(Optional.of(new PerMessageDeflate(true, true))),
          new ClientOptions().freeze(),
          ControlFrameListener.NONE,
          clock,
          Runnable::run,
          ConnectionObserver.NONE);

  @Test
  void allSlicesOfFewBytesComeThoughNothingMoreIsRead() {
    socket.receive(compressed(LENGTH));
    int length = 0;
    boolean last = false;
    while (!last) {
      MessageSlice slice = connection.whileReading(() -> connection.next(WAIT)).orElseThrow();
      length += slice.bytes().remaining();
      last = slice.last();
    }
    assertThat(length).isEqualTo(LENGTH);
  }

  /** A frame with that many zeros, of a few hundred bytes. */
  private static String compressed(int zeros) {
    StringBuilder frame = new StringBuilder();
    try (MessageDeflater deflater = new MessageDeflater(false)) {
      deflater.<RuntimeException>deflate(
          ByteBuffer.allocate(zeros),
          true,
          (payload, end) -> {
            byte[] bytes = new byte[payload.remaining()];
            payload.get(bytes);
            frame
                .append(String.format("c27e%04x", bytes.length))
                .append(HexFormat.of().formatHex(bytes));
          });
    }
    return frame.toString();
  }
}
