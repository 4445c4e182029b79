package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One end of a connection that receives: what a {@link FrameReceiver} makes of bytes, a line each,
 * such as {@code "TEXT Hello"}, {@code "PING 01"}, {@code "CLOSE 1000 bye"} and {@code "BROKEN
 * MASKING"}.
 *
 * @param role of this end
 * @param deflate permessage-deflate, if it was agreed on
 */
record ReceivingEnd(Role role, Optional<PerMessageDeflate> deflate) {
  private static final MessageDecoder.Limits LIMITS = new MessageDecoder.Limits(100_000, 4);

  static final ReceivingEnd CLIENT = new ReceivingEnd(Role.CLIENT, Optional.empty());
  static final ReceivingEnd SERVER = new ReceivingEnd(Role.SERVER, Optional.empty());
  static final ReceivingEnd INFLATING_CLIENT =
      new ReceivingEnd(Role.CLIENT, Optional.of(new PerMessageDeflate(false, false)));

  /** Takes these bytes, and once more in two parts for every place to cut, and byte by byte. */
  List<String> receives(String hex) {
    byte[] bytes = Hex.bytes(hex);
    List<String> events = take(List.of(bytes));
    int cuts = Math.min(bytes.length, 300);
    for (int cut = 1; cut < cuts; cut++) {
      byte[] first = Arrays.copyOf(bytes, cut);
      byte[] second = Arrays.copyOfRange(bytes, cut, bytes.length);
      assertThat(take(List.of(first, second))).as("cut at %d", cut).isEqualTo(events);
    }
    List<byte[]> single = new ArrayList<>();
    for (byte octet : bytes) {
      single.add(new byte[] {octet});
    }
    assertThat(take(single)).as("byte by byte").isEqualTo(events);
    return events;
  }

  private List<String> take(List<byte[]> parts) {
    Events events = new Events();
    try (FrameReceiver receiver =
        new FrameReceiver(role, LIMITS, deflate, events, ConnectionObserver.NONE, () -> 0)) {
      for (byte[] part : parts) {
        receiver.receive(ByteBuffer.wrap(part.clone()));
      }
    }
    return events.lines();
  }

  private static final class Events implements FrameReceiver.Listener {
    private final MessageLog log = new MessageLog();

    List<String> lines() {
      return log.messages();
    }

    @Override
    public void data(MessageKind kind, ByteBuffer slice, boolean last) {
      log.data(kind, slice, last);
    }

    @Override
    public void ping(ByteBuffer payload) {
      log.ping(payload);
    }

    @Override
    public void pong(ByteBuffer payload) {
      log.pong(payload);
    }

    @Override
    public void close(CloseFrame frame) {
      log.close(frame);
    }

    @Override
    public void violation(Violation violation) {
      lines().add("BROKEN " + violation.rule());
    }
  }
}
