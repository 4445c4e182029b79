package org.wsbin.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.wsbin.protocol.Fragmenter;
import org.wsbin.protocol.FrameEncoder;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.MessageDeflater;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.PerMessageDeflate;
import org.wsbin.protocol.Role;
import org.wsbin.scenario.Timer;

/**
 * What goes out to one peer. Frames are gathered in a borrowed buffer until {@link #flush}, so that
 * the answers to all frames of one read leave in one write. What the network does not take at once
 * is copied and waits; its owner stops reading from the peer meanwhile. Guarded by its owner's
 * lock.
 */
final class FrameOutput {
  private final Transport transport;
  private final BufferPool buffers;
  private final LongSupplier nanos;
  private final Optional<MessageDeflater> deflater;
  private final FrameEncoder encoder = FrameEncoder.server();
  private final Deque<ByteBuffer> waiting = new ArrayDeque<>(0);

  private ByteBuffer open;
  private long waitingBytes;
  private boolean blocked;
  private boolean asked;
  private long blockedSince;
  private boolean insideMessage;
  private boolean messageBegun;
  private int nextFragments;
  private Optional<Fragmenter> fragmenter = Optional.empty();
  private Optional<DripWriter> drip = Optional.empty();

  FrameOutput(
      Transport transport,
      BufferPool buffers,
      LongSupplier nanos,
      Optional<PerMessageDeflate> deflate) {
    this.transport = transport;
    this.buffers = buffers;
    this.nanos = nanos;
    this.deflater = deflate.map(agreed -> agreed.deflater(Role.SERVER));
  }

  /** A slice of a message, as one frame; compressed, as it comes out of the deflater. */
  void message(MessageKind kind, ByteBuffer slice, boolean last) throws IOException {
    if (!messageBegun && nextFragments > 0) {
      fragmenter = Optional.of(new Fragmenter(nextFragments, false));
      nextFragments = 0;
    }
    messageBegun = !last;
    if (deflater.isEmpty()) {
      payload(kind, slice, last, false);
      return;
    }
    // what the deflater gives is kept until it has ended its call: it knows no IOException
    Deque<ByteBuffer> compressed = new ArrayDeque<>();
    deflater.get().deflate(slice, last, (payload, end) -> compressed.add(payload));
    while (!compressed.isEmpty()) {
      ByteBuffer payload = compressed.poll();
      payload(kind, payload, last && compressed.isEmpty(), true);
    }
  }

  /** Whether a message has begun and not ended. */
  boolean insideMessage() {
    return messageBegun;
  }

  /** From the next message on, each leaves in fragments of that many bytes. */
  void fragments(int bytes) {
    nextFragments = bytes;
  }

  /** From now on, so many bytes leave in one write, one each interval. */
  void drip(int bytes, Duration interval, Timer timer, Runnable writable) {
    drip.ifPresent(DripWriter::close);
    drip = Optional.of(new DripWriter(bytes, interval, timer, writable));
  }

  private void payload(MessageKind kind, ByteBuffer payload, boolean last, boolean compressed)
      throws IOException {
    if (fragmenter.isEmpty()) {
      fragment(kind, payload, last, compressed);
    } else {
      fragmenter
          .get()
          .<IOException>add(
              kind, payload, last, (part, end) -> fragment(kind, part, end, compressed));
    }
  }

  private void fragment(MessageKind kind, ByteBuffer payload, boolean last, boolean compressed)
      throws IOException {
    Opcode opcode = insideMessage ? Opcode.CONTINUATION : Opcode.of(kind);
    boolean rsv1 = compressed && !insideMessage;
    insideMessage = !last;
    frame(new FrameHeader(last, rsv1, opcode, payload.remaining()), payload);
  }

  /** A control frame, perhaps between the fragments of a message. */
  void control(Opcode opcode, ByteBuffer payload) throws IOException {
    frame(new FrameHeader(true, false, opcode, payload.remaining()), payload);
  }

  private void frame(FrameHeader header, ByteBuffer payload) throws IOException {
    encoder.header(header, room(FrameHeader.MAX_BYTES));
    encoder.payload(payload, open);
    while (payload.hasRemaining()) {
      encoder.payload(payload, room(1));
    }
  }

  /** Bytes as they are, whatever they are. */
  void raw(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      encoder.payload(bytes, room(1));
    }
  }

  /** Writes what was gathered. */
  void flush() throws IOException {
    if (open != null) {
      write();
    }
    ask();
  }

  /** There is room again. */
  void writable() throws IOException {
    asked = false;
    blocked = false;
    while (!blocked && !waiting.isEmpty()) {
      ByteBuffer next = waiting.peek();
      int before = next.remaining();
      boolean all = before == 0 || send(next);
      if (before == 0 || next.remaining() < before) {
        blockedSince = nanos.getAsLong();
      }
      if (!next.hasRemaining()) {
        waiting.poll();
        waitingBytes -= next.capacity();
      }
      blocked = !all;
    }
    ask();
  }

  private boolean send(ByteBuffer bytes) throws IOException {
    return drip.isPresent() ? drip.get().write(transport, bytes) : transport.write(bytes);
  }

  /** Drops everything. */
  void abandon() {
    if (open != null) {
      buffers.give(open);
      open = null;
    }
    waiting.clear();
    waitingBytes = 0;
    blocked = false;
    drip.ifPresent(DripWriter::close);
    deflater.ifPresent(MessageDeflater::close);
  }

  /** Whether the network takes nothing now. */
  boolean blocked() {
    return blocked;
  }

  /** Bytes that wait for the network. */
  long waitingBytes() {
    return waitingBytes + (open == null ? 0 : open.position());
  }

  /** How long the network has taken nothing of what waits; 0 where nothing does. */
  long nanosBlocked() {
    boolean byItself = drip.isPresent() && drip.get().resting();
    return blocked && !byItself ? nanos.getAsLong() - blockedSince : 0;
  }

  private ByteBuffer room(int least) throws IOException {
    if (open != null && open.remaining() < least) {
      write();
    }
    if (open == null) {
      open = buffers.take();
    }
    return open;
  }

  private void write() throws IOException {
    ByteBuffer full = open.flip();
    open = null;
    try {
      if (!blocked) {
        blocked = !send(full);
        blockedSince = blocked ? nanos.getAsLong() : blockedSince;
      }
      if (full.hasRemaining()) {
        waiting.add(ByteBuffer.allocate(full.remaining()).put(full).flip());
        waitingBytes += waiting.getLast().remaining();
      }
    } finally {
      buffers.give(full);
    }
  }

  private void ask() {
    if (blocked && drip.isPresent()) {
      drip.get().whenDue();
    } else if (blocked && !asked) {
      asked = true;
      transport.whenWritable(waiting.isEmpty() ? ByteBuffer.allocate(0) : waiting.peek());
    }
  }
}
