package org.wsbin.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.FrameDecoder;
import org.wsbin.protocol.MessageDecoder;
import org.wsbin.protocol.MessageInflater;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.PerMessageDeflate;
import org.wsbin.protocol.Role;

/**
 * What comes in on one connection. One thread at a time may read: the one that {@linkplain
 * #exclusively has it}.
 */
final class ConnectionReader implements MessageDecoder.Sink {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int COMPRESSED_SLICE_BYTES = 1024;

  /** Gets the control frames, on the thread that reads. A payload is the receiver's to keep. */
  interface ControlFrames {
    void ping(ByteBuffer payload);

    void pong(ByteBuffer payload);

    void close(CloseFrame frame);
  }

  private final Socket socket;
  private final ClientClock clock;
  private final ConnectionLifecycle lifecycle;
  private final Heartbeat heartbeat;
  private final ControlFrames controlFrames;
  private final Optional<MessageInflater> inflater;
  private final FrameDecoder decoder;
  private final Deque<MessageSlice> slices = new ArrayDeque<>();
  private final ByteBuffer in = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong messages = new AtomicLong();

  ConnectionReader(
      Socket socket,
      ClientClock clock,
      ConnectionLifecycle lifecycle,
      Heartbeat heartbeat,
      Optional<PerMessageDeflate> deflate,
      long maxMessage,
      ControlFrames controlFrames) {
    this.socket = socket;
    this.clock = clock;
    this.lifecycle = lifecycle;
    this.heartbeat = heartbeat;
    this.controlFrames = controlFrames;
    this.inflater = deflate.map(agreed -> agreed.inflater(Role.CLIENT));
    this.decoder =
        new FrameDecoder(
            Role.CLIENT,
            inflater.isPresent(),
            inflater.isPresent() ? COMPRESSED_SLICE_BYTES : Integer.MAX_VALUE,
            new MessageDecoder(
                new MessageDecoder.Limits(maxMessage, Integer.MAX_VALUE), inflater, this));
  }

  /** Does some work while nobody else reads; waits until it may. */
  <T> T exclusively(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      release();
    }
  }

  /** Whether nobody else reads: then nobody does until {@link #release}. */
  boolean tryAcquire() {
    return lock.tryLock();
  }

  void release() {
    lock.unlock();
    freeIfEnded();
  }

  /**
   * The next slice of a message, to be asked for {@linkplain #exclusively} only; empty if the
   * connection has ended, or the peer has closed.
   *
   * @param wait zero for ever
   * @throws IOException if the connection is lost, or nothing comes in that time; and
   *     ViolationException if the peer breaks a rule
   */
  Optional<MessageSlice> next(Duration wait) throws IOException {
    Deadline until = Deadline.in(clock, wait);
    while (slices.isEmpty() && !lifecycle.hasEnded() && !lifecycle.peerHasClosed()) {
      if (in.hasRemaining()) {
        decoder.decode(in);
      } else {
        fill(wait.isZero() ? 0 : until.millisLeft("Receiving"));
      }
    }
    return Optional.ofNullable(slices.poll());
  }

  private void fill(int millis) throws IOException {
    heartbeat.waitForBytes();
    int count;
    try {
      socket.setSoTimeout(millis);
      count = socket.getInputStream().read(in.array());
    } finally {
      heartbeat.endWait();
    }
    if (count < 0) {
      throw new EOFException("TCP has ended without a close frame.");
    }
    bytes.addAndGet(count);
    in.clear().limit(count);
  }

  /** Drops what still comes, until the peer ends TCP or the socket is closed. */
  void drain() throws IOException {
    socket.setSoTimeout(0);
    int count;
    do {
      count = socket.getInputStream().read(in.array());
    } while (count >= 0);
  }

  @Override
  public boolean paused() {
    return !slices.isEmpty() || lifecycle.peerHasClosed();
  }

  @Override
  public void data(MessageKind kind, ByteBuffer slice, boolean last) {
    // nothing overwrites a slice before the next read, but an inflater gives several of them
    ByteBuffer kept = inflater.isPresent() ? copy(slice) : slice.duplicate();
    slices.add(new MessageSlice(kind, kept, last));
    if (last) {
      messages.incrementAndGet();
    }
  }

  @Override
  public void ping(ByteBuffer payload) {
    controlFrames.ping(copy(payload));
  }

  @Override
  public void pong(ByteBuffer payload) {
    controlFrames.pong(copy(payload));
  }

  @Override
  public void close(CloseFrame frame) {
    controlFrames.close(frame);
  }

  private static ByteBuffer copy(ByteBuffer payload) {
    return ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip();
  }

  /** The inflater's memory, which whoever reads may be using: then that one frees it. */
  void freeIfEnded() {
    if (lifecycle.hasEnded() && lock.tryLock()) {
      try {
        inflater.ifPresent(MessageInflater::close);
      } finally {
        lock.unlock();
      }
    }
  }

  /** How many have come. */
  long bytes() {
    return bytes.get();
  }

  long messages() {
    return messages.get();
  }
}
