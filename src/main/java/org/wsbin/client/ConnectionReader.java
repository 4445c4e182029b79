package org.wsbin.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.FrameReceiver;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Violation;

/**
 * The receiving half of one connection. One thread at a time may read, within {@linkplain
 * #exclusively}.
 */
final class ConnectionReader implements FrameReceiver.Listener {
  private static final int BUFFER_BYTES = 64 * 1024;

  /**
   * Receives control frames and violations, on the reading thread. The receiver may keep a payload.
   */
  interface Listener {
    void ping(ByteBuffer payload);

    void pong(ByteBuffer payload);

    void close(CloseFrame frame);

    /** The peer broke a rule; an exception ends the read. */
    void violation(Violation violation);
  }

  private final Socket socket;
  private final ClientClock clock;
  private final ConnectionLifecycle lifecycle;
  private final ClientKeepAlive keepAlive;
  private final Listener listener;
  private final boolean inflating;
  private final FrameReceiver receiver;
  private final Deque<MessageSlice> slices = new ArrayDeque<>();

  /** A ping or pong to deliver after the decoder has returned, because a callback may read. */
  private Optional<Runnable> control = Optional.empty();

  private final ByteBuffer in = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong messages = new AtomicLong();
  private volatile OptionalLong lastAt = OptionalLong.empty();

  /**
   * A reader.
   *
   * @param inflating whether permessage-deflate was agreed on
   * @param receiver creates the receiving half for this listener
   */
  ConnectionReader(
      Socket socket,
      ClientClock clock,
      ConnectionLifecycle lifecycle,
      ClientKeepAlive keepAlive,
      Listener listener,
      boolean inflating,
      Function<FrameReceiver.Listener, FrameReceiver> receiver) {
    this.socket = socket;
    this.clock = clock;
    this.lifecycle = lifecycle;
    this.keepAlive = keepAlive;
    this.listener = listener;
    this.inflating = inflating;
    this.receiver = receiver.apply(this);
  }

  /** Runs some work while nobody else reads; waits for its turn. */
  <T> T exclusively(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      release();
    }
  }

  /** Tries to become the only reader, until {@link #release}. */
  boolean tryAcquire() {
    return lock.tryLock();
  }

  void release() {
    lock.unlock();
    freeIfEnded();
  }

  /**
   * The next slice of a message; empty if the connection has ended, or the peer has closed. Call it
   * only within {@linkplain #exclusively}.
   *
   * @param wait the timeout; zero waits forever
   * @throws IOException if the connection is lost, or nothing arrives in that time
   */
  Optional<MessageSlice> next(Duration wait) throws IOException {
    Deadline until = Deadline.in(clock, wait);
    while (slices.isEmpty() && !lifecycle.hasEnded() && !lifecycle.peerHasClosed()) {
      if (in.hasRemaining() || receiver.pausedInside()) {
        receiver.receive(in);
        deliverControl();
      } else {
        fill(wait.isZero() ? 0 : until.millisLeft("Receiving"));
      }
    }
    return Optional.ofNullable(slices.poll());
  }

  /** What is left of the slice that came last is the next one. */
  void pushBack(MessageSlice rest) {
    slices.addFirst(rest);
  }

  private void deliverControl() {
    Optional<Runnable> next = control;
    control = Optional.empty();
    next.ifPresent(Runnable::run);
  }

  private void fill(int millis) throws IOException {
    keepAlive.waitForBytes();
    int count = 0;
    try {
      socket.setSoTimeout(millis);
      count = socket.getInputStream().read(in.array());
    } finally {
      keepAlive.endWait(count > 0);
    }
    if (count < 0) {
      throw new EOFException("TCP has ended without a close frame.");
    }
    bytes.addAndGet(count);
    lastAt = OptionalLong.of(clock.nanos());
    in.clear().limit(count);
  }

  /** Drops everything until the peer ends TCP. */
  void drain() throws IOException {
    socket.setSoTimeout(0);
    int count;
    do {
      count = socket.getInputStream().read(in.array());
    } while (count >= 0);
  }

  @Override
  public boolean paused() {
    return !slices.isEmpty() || control.isPresent();
  }

  @Override
  public void data(MessageKind kind, ByteBuffer slice, boolean last) {
    // nothing overwrites a slice before the next read, but an inflater returns several
    ByteBuffer kept = inflating ? copy(slice) : slice.duplicate();
    slices.add(new MessageSlice(kind, kept, last));
    if (last) {
      messages.incrementAndGet();
    }
  }

  @Override
  public void ping(ByteBuffer payload) {
    ByteBuffer kept = copy(payload);
    control = Optional.of(() -> listener.ping(kept));
  }

  @Override
  public void pong(ByteBuffer payload) {
    ByteBuffer kept = copy(payload);
    control = Optional.of(() -> listener.pong(kept));
  }

  @Override
  public void close(CloseFrame frame) {
    listener.close(frame);
  }

  @Override
  public void violation(Violation violation) {
    listener.violation(violation);
  }

  private static ByteBuffer copy(ByteBuffer payload) {
    return ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip();
  }

  /** Frees the inflater's memory, or leaves that to a thread that is reading. */
  void freeIfEnded() {
    if (lifecycle.hasEnded() && lock.tryLock()) {
      try {
        receiver.close();
      } finally {
        lock.unlock();
      }
    }
  }

  /** When the last bytes came, by the clock of the connection. */
  OptionalLong lastAt() {
    return lastAt;
  }

  /** The number of received bytes. */
  long bytes() {
    return bytes.get();
  }

  long messages() {
    return messages.get();
  }
}
