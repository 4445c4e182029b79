package org.wsbin.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wsbin.wire.ClientBytes.noise;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.FrameSender;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.PerMessageDeflate;
import org.wsbin.protocol.Role;
import org.wsbin.scenario.FakeTimer;

class FrameOutputTest {
  private final FakeTransport network = new FakeTransport();
  private final BufferPool buffers = BufferPool.heap();
  private long now = Long.MAX_VALUE - 1000;
  private final MemoryBudget budget = new MemoryBudget(1 << 20);
  private final HeldMemory memory = new HeldMemory(budget, Wired.limits(), Optional.empty());
  private final FrameOutput out = new FrameOutput(network, buffers, memory, () -> now);
  private final FrameSender<IOException> sender = sender(out, Optional.empty());

  @Test
  void framesAreGatheredUntilTheFlush() throws IOException {
    text("one");
    sender.control(Opcode.PING, utf8("p"));
    sender.raw(ByteBuffer.wrap(new byte[] {(byte) 0x81, 1, 'x'}));
    assertThat(network.writes).isEmpty();
    assertThat(out.waitingBytes()).isEqualTo(5 + 3 + 3);
    out.flush();
    assertThat(network.frames()).containsExactly("TEXT one", "PING p", "TEXT x");
    assertThat(network.writes).containsExactly(11);
    assertThat(out.waitingBytes()).isZero();
  }

  @Test
  void aFlushOfNothingWritesNothing() throws IOException {
    out.flush();
    assertThat(network.writes).isEmpty();
    assertThat(network.calls).isEmpty();
    assertThat(buffers.kept()).isZero();
  }

  @Test
  void aFullBufferLeavesBeforeTheFlush() throws IOException {
    sender.message(MessageKind.BINARY, ByteBuffer.allocate(BufferPool.BYTES), true);
    assertThat(network.writes).containsExactly(BufferPool.BYTES);
    out.flush();
    assertThat(network.writes).containsExactly(BufferPool.BYTES, 10);
    assertThat(network.frames()).containsExactly("BINARY " + BufferPool.BYTES + " bytes");
    assertThat(buffers.kept()).isEqualTo(1);
  }

  @Test
  void aHeaderIsNeverCutInTwo() throws IOException {
    sender.raw(ByteBuffer.allocate(BufferPool.BYTES - 13));
    text("hello");
    out.flush();
    assertThat(network.writes).containsExactly(BufferPool.BYTES - 13, 7);
  }

  @Test
  @DisplayName("RFC 6455 section 5.4: slices are fragments, with control frames between")
  void slicesAreFragments() throws IOException {
    sender.message(MessageKind.TEXT, utf8("hel"), false);
    sender.control(Opcode.PONG, utf8(""));
    sender.message(MessageKind.TEXT, utf8(""), false);
    sender.message(MessageKind.TEXT, utf8("lo"), true);
    sender.message(MessageKind.BINARY, utf8("x"), true);
    out.flush();
    assertThat(network.frames())
        .containsExactly("TEXT hel…", "PONG ", "CONTINUATION …", "CONTINUATION lo", "BINARY x");
  }

  @Test
  @DisplayName("RFC 7692 section 6.1: RSV1 is on the first fragment of a compressed message")
  void compressedMessages() throws IOException {
    FrameSender<IOException> deflating = sender(out, Optional.of(Wired.DEFLATE));
    deflating.message(MessageKind.BINARY, ByteBuffer.wrap(noise(100_000)), false);
    deflating.message(MessageKind.BINARY, ByteBuffer.wrap(noise(10)), true);
    deflating.message(MessageKind.TEXT, utf8("Hello"), true);
    deflating.control(Opcode.PING, utf8("plain"));
    out.flush();
    List<String> frames = network.frames();
    assertThat(frames).first().asString().startsWith("RSV1 BINARY").endsWith("…");
    assertThat(frames.subList(1, frames.size() - 2))
        .isNotEmpty()
        .allMatch(frame -> frame.startsWith("CONTINUATION"));
    // f2 48 cd c9 c9 07 00, as in RFC 7692 section 7.2.3.1
    assertThat(frames).endsWith("RSV1 TEXT 7 bytes", "PING plain");
    deflating.close();
  }

  @Test
  void unsentDataWaitsAndRoomIsRequestedOnce() throws IOException {
    network.room = 3;
    text("one");
    out.flush();
    assertThat(out.blocked()).isTrue();
    assertThat(out.waitingBytes()).isEqualTo(2);
    text("two");
    out.flush();
    text("three");
    assertThat(out.waitingBytes()).isEqualTo(2 + 5 + 7);
    out.flush();
    assertThat(network.writes).as("it is not tried in vain").containsExactly(3);
    assertThat(network.calls).containsExactly("whenWritable 2 bytes");

    network.room = 4;
    out.writable();
    assertThat(out.blocked()).isTrue();
    assertThat(network.calls).containsExactly("whenWritable 2 bytes", "whenWritable 10 bytes");
    network.room = 100;
    out.writable();
    assertThat(out.blocked()).isFalse();
    assertThat(out.waitingBytes()).isZero();
    assertThat(network.frames()).containsExactly("TEXT one", "TEXT two", "TEXT three");
    assertThat(network.calls).hasSize(2);
  }

  @Test
  void whatWaitsIsACopy() throws IOException {
    network.room = 0;
    text("one");
    out.flush();
    assertThat(buffers.kept()).isEqualTo(1);
    buffers.take().put(new byte[100]);
    network.room = 100;
    out.writable();
    assertThat(network.frames()).containsExactly("TEXT one");
  }

  @Test
  void theNetworkMayWriteWhatWaitsItself() throws IOException {
    ByteBuffer[] offered = new ByteBuffer[1];
    Transport writingItself =
        new Transport() {
          @Override
          public int read(ByteBuffer into) {
            return 0;
          }

          @Override
          public boolean write(ByteBuffer from) throws IOException {
            return network.write(from);
          }

          @Override
          public void whenWritable(ByteBuffer next) {
            offered[0] = next;
          }

          @Override
          public void resume() {}

          @Override
          public void endOutput() {}

          @Override
          public void close() {}

          @Override
          public boolean isOpen() {
            return true;
          }
        };
    FrameOutput other = new FrameOutput(writingItself, buffers, memory, () -> now);
    FrameSender<IOException> otherSender = sender(other, Optional.empty());
    network.room = 0;
    otherSender.message(MessageKind.TEXT, utf8("one"), true);
    other.flush();
    otherSender.message(MessageKind.TEXT, utf8("two"), true);
    other.flush();
    network.room = 100;
    assertThat(network.write(offered[0])).isTrue();
    other.writable();
    assertThat(network.frames()).containsExactly("TEXT one", "TEXT two");
    assertThat(other.waitingBytes()).isZero();
    assertThat(other.blocked()).isFalse();
  }

  @Test
  void aNetworkThatHoldsBackWhatItTookIsFullAllTheSame() throws IOException {
    network.holdsBack = true;
    text("one");
    out.flush();
    assertThat(out.blocked()).isTrue();
    assertThat(out.waitingBytes()).isZero();
    assertThat(network.calls).containsExactly("whenWritable 0 bytes");
    out.writable();
    assertThat(out.blocked()).as("there was room for a part of it").isTrue();
    assertThat(network.calls).endsWith("writeRest", "whenWritable 0 bytes").hasSize(3);
    network.holdsBack = false;
    out.writable();
    assertThat(out.blocked()).isFalse();
    assertThat(network.calls).endsWith("writeRest").hasSize(4);
    assertThat(network.frames()).containsExactly("TEXT one");
  }

  /** There is nothing to drip, so no interval ends it. */
  @Test
  void aSlowWriterWaitsForANetworkThatHoldsBackToo() throws IOException {
    FakeTimer timer = new FakeTimer();
    out.drip(new DripWriter(100, Duration.ofMillis(20), timer, Runnable::run, () -> {}));
    network.holdsBack = true;
    text("one");
    out.flush();
    assertThat(network.calls).containsExactly("whenWritable 0 bytes");
    network.holdsBack = false;
    out.writable();
    assertThat(out.blocked()).isFalse();
  }

  @Test
  void theTimeOfBlockingRestartsWithEveryWrittenByte() throws IOException {
    assertThat(out.nanosBlocked()).isZero();
    network.room = 0;
    text("one");
    out.flush();
    text("two");
    out.flush();
    now += 5000;
    assertThat(out.nanosBlocked()).isEqualTo(5000);
    network.room = 3;
    out.writable();
    assertThat(out.nanosBlocked()).as("a slow peer is not one that does not read").isZero();
    network.room = 3;
    out.writable();
    assertThat(out.nanosBlocked()).isZero();
    now += Duration.ofDays(1).toNanos();
    assertThat(out.nanosBlocked()).isEqualTo(Duration.ofDays(1).toNanos());
    network.room = 100;
    out.writable();
    assertThat(out.nanosBlocked()).isZero();
  }

  @Test
  void aBufferIsReturnedIfTheNetworkFails() throws IOException {
    network.fault = Optional.of(new IOException("on purpose"));
    text("one");
    assertThatThrownBy(out::flush).hasMessage("on purpose");
    out.abandon();
    assertThat(buffers.kept()).isEqualTo(1);
  }

  @Test
  void whatIsAbandonedIsGone() throws IOException {
    network.room = 0;
    text("one");
    out.flush();
    text("two");
    out.abandon();
    out.abandon();
    network.room = 100;
    out.flush();
    out.writable();
    assertThat(out.waitingBytes()).isZero();
    assertThat(out.nanosBlocked()).isZero();
    assertThat(network.taken()).isEmpty();
    assertThat(network.calls).containsExactly("whenWritable 5 bytes");
    assertThat(buffers.kept()).isEqualTo(1);
  }

  private static FrameSender<IOException> sender(
      FrameOutput out, Optional<PerMessageDeflate> deflate) {
    return new FrameSender<>(Role.SERVER, deflate, out, ConnectionObserver.NONE, () -> 0);
  }

  private void text(String text) throws IOException {
    sender.message(MessageKind.TEXT, utf8(text), true);
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  /** An answer of 3 bytes may not cost a buffer of its own: a peer can ask for very many. */
  @Test
  void smallWritesShareABuffer() throws IOException {
    network.room = 0;
    for (int i = 0; i < 1000; i++) {
      text("a");
      out.flush();
    }
    assertThat(out.waitingBytes()).isEqualTo(3000);
    assertThat(budget.used()).isBetween(3000L, 6000L);
    network.room = 10_000;
    out.writable();
    assertThat(budget.used()).isZero();
    assertThat(out.waitingBytes()).isZero();
    assertThat(network.writes.stream().mapToInt(size -> size).sum()).isEqualTo(3000);
  }
}
