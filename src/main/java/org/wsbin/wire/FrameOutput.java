package org.wsbin.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.wsbin.protocol.FrameSender;

/**
 * Writes from the sending half to the network. Frames are collected in a borrowed buffer until
 * {@link #flush}, so the answers to all frames of one read are one write. Data that the network
 * does not accept at once is copied and queued; the connection stops reading from the peer when the
 * queue is full. Guarded by its connection's gate.
 */
final class FrameOutput implements FrameSender.Output<IOException> {
  private final Transport transport;
  private final BufferPool buffers;
  private static final int LEAST_BUFFER = 1024;

  /** The approximate heap size of a buffer without its bytes. */
  private static final int BUFFER_OVERHEAD = 80;

  private final HeldMemory memory;
  private final LongSupplier nanos;
  private final Deque<ByteBuffer> waiting = new ArrayDeque<>(0);
  private ByteBuffer open;
  private long waitingBytes;
  private long heldBytes;
  private boolean blocked;
  private boolean asked;
  private long blockedSince;
  private Optional<DripWriter> drip = Optional.empty();

  FrameOutput(Transport transport, BufferPool buffers, HeldMemory memory, LongSupplier nanos) {
    this.memory = memory;
    this.transport = transport;
    this.buffers = buffers;
    this.nanos = nanos;
  }

  @Override
  public ByteBuffer room(int least) throws IOException {
    if (open != null && open.remaining() < least) {
      write();
    }
    if (open == null) {
      open = buffers.take();
    }
    return open;
  }

  /** Collects raw bytes. */
  void put(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      ByteBuffer room = room(1);
      int count = Math.min(bytes.remaining(), room.remaining());
      room.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
    }
  }

  /** Sends everything from now on through this writer. */
  void drip(DripWriter writer) {
    drip.ifPresent(DripWriter::close);
    drip = Optional.of(writer);
  }

  /** Writes the collected bytes. */
  void flush() throws IOException {
    if (open != null) {
      write();
    }
    ask();
  }

  /** The network has room again. */
  void writable() throws IOException {
    asked = false;
    blocked = blocked && waiting.isEmpty() && !transport.writeRest();
    while (!blocked && !waiting.isEmpty()) {
      ByteBuffer next = waiting.peek();
      int before = next.remaining();
      boolean all = before == 0 || send(next);
      if (before == 0 || next.remaining() < before) {
        blockedSince = nanos.getAsLong();
      }
      if (!next.hasRemaining()) {
        waiting.poll();
        waitingBytes -= next.limit();
        heldBytes -= next.capacity() + BUFFER_OVERHEAD;
        memory.queued(heldBytes);
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
    heldBytes = 0;
    memory.close();
    blocked = false;
    drip.ifPresent(DripWriter::close);
  }

  /** Whether so much waits that nothing more may be read from the peer. */
  boolean full() {
    return blocked && waitingBytes() >= memory.mostQueued();
  }

  /** Whether data waits for the network. */
  boolean blocked() {
    return blocked;
  }

  /** The bytes that wait for the network. */
  long waitingBytes() {
    return waitingBytes + (open == null ? 0 : open.position());
  }

  /** How long the network has accepted nothing of the waiting data; 0 if nothing waits. */
  long nanosBlocked() {
    boolean byItself = drip.isPresent() && drip.get().resting();
    return blocked && !byItself ? nanos.getAsLong() - blockedSince : 0;
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
        queue(full);
      }
    } finally {
      buffers.give(full);
    }
  }

  /** Small writes share a buffer, because each buffer has a price of its own. */
  private void queue(ByteBuffer bytes) {
    int count = bytes.remaining();
    boolean fits = waiting.size() > 1 && spare(waiting.getLast()) >= count;
    if (!fits) {
      waiting.add(ByteBuffer.allocate(Math.max(count, LEAST_BUFFER)).limit(0));
      heldBytes += waiting.getLast().capacity() + BUFFER_OVERHEAD;
      memory.queued(heldBytes);
    }
    ByteBuffer last = waiting.getLast(); // the network has the first one only
    int end = last.limit();
    last.limit(end + count).put(end, bytes, bytes.position(), count);
    bytes.position(bytes.limit());
    waitingBytes += count;
  }

  private static int spare(ByteBuffer buffer) {
    return buffer.capacity() - buffer.limit();
  }

  private void ask() {
    if (blocked && drip.isPresent() && !waiting.isEmpty()) {
      drip.get().whenDue();
    } else if (blocked && !asked) {
      asked = true;
      transport.whenWritable(waiting.isEmpty() ? ByteBuffer.allocate(0) : waiting.peek());
    }
  }
}
