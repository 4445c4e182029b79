package org.wsbin.proxy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bytes that go to one side, now or after the time for which the proxy holds them. One thread
 * offers and writes; any thread may inject frames, and end it.
 */
final class ProxyOutput {
  /** The most bytes that are held; then those who offer more wait. */
  static final int MOST_HELD = 256 * 1024;

  /** The most frames that wait for the end of another; more are dropped. */
  static final int MOST_INJECTED = 16;

  private static final long END_MILLIS = 500;
  private static final long NAP_MILLIS = 50;

  /**
   * Bytes with the time when they go.
   *
   * @param boundary how many bytes end with the last whole frame; -1 if no frame ends in them
   */
  private record HeldBytes(ByteBuffer bytes, int boundary, long due) {}

  private final ProxySide side;
  private final Socket socket;
  private final OutputStream out;
  private final ConnectionClock clock;
  private final AtomicLong count;
  private final long buffer;
  private final long latency;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<HeldBytes> held = new ArrayDeque<>();
  private final Deque<byte[]> injected = new ArrayDeque<>();
  private int heldBytes;
  private long windowEnd;
  private boolean atBoundary = true;
  private volatile boolean finished;
  private volatile long writingSince = ConnectionClock.NEVER;

  /**
   * An output.
   *
   * @param count counts what is written
   */
  ProxyOutput(
      ProxySide side, Socket socket, ConnectionClock clock, ProxyTimes times, AtomicLong count)
      throws IOException {
    this.side = side;
    this.socket = socket;
    this.out = socket.getOutputStream();
    this.clock = clock;
    this.count = count;
    this.buffer = times.buffer().toNanos();
    this.latency = times.latency().toNanos();
  }

  /** Since when a write has been waiting for the peer; {@link ConnectionClock#NEVER} if none is. */
  long writingSince() {
    return writingSince;
  }

  /**
   * Takes bytes, in order.
   *
   * @param boundary how many of them end with the last whole frame; -1 if no frame ends in them
   * @throws PeerGoneException if they cannot be written
   */
  void offer(byte[] bytes, int boundary) throws IOException {
    if (bytes.length == 0) {
      return;
    }
    lock.lock();
    try {
      if (buffer + latency == 0) {
        write(bytes, boundary);
        return;
      }
      hold(bytes, boundary);
    } finally {
      lock.unlock();
    }
    while (heldBytes() > MOST_HELD) {
      awaitDue();
    }
  }

  private void hold(byte[] bytes, int boundary) {
    long now = clock.now();
    if (now >= windowEnd) {
      windowEnd = now + buffer;
    }
    held.add(new HeldBytes(ByteBuffer.wrap(bytes), boundary, windowEnd + latency));
    heldBytes += bytes.length;
  }

  private int heldBytes() {
    lock.lock();
    try {
      return heldBytes;
    } finally {
      lock.unlock();
    }
  }

  /** When {@link #writeDue} has something to write. */
  long nextDue() {
    lock.lock();
    try {
      return held.isEmpty() ? ConnectionClock.NEVER : held.getFirst().due();
    } finally {
      lock.unlock();
    }
  }

  /** Writes together what has been held long enough. */
  void writeDue() throws IOException {
    writeHeld(clock.now());
  }

  private void writeHeld(long time) throws IOException {
    lock.lock();
    try {
      int size = 0;
      for (HeldBytes each : held) {
        size += each.due() <= time ? each.bytes().remaining() : 0;
      }
      ByteBuffer together = ByteBuffer.allocate(size);
      int boundary = -1;
      while (!held.isEmpty() && held.getFirst().due() <= time) {
        HeldBytes each = held.removeFirst();
        boundary = each.boundary() < 0 ? boundary : together.position() + each.boundary();
        together.put(each.bytes());
      }
      heldBytes -= size;
      if (size > 0) {
        write(together.array(), boundary);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until everything has been held long enough, and writes it. */
  void drain() throws IOException {
    while (heldBytes() > 0) {
      awaitDue();
    }
  }

  private void awaitDue() throws IOException {
    long due = nextDue();
    while (clock.now() < due && !finished) {
      long millis = TimeUnit.NANOSECONDS.toMillis(due - clock.now()) + 1;
      nap(Math.min(millis, NAP_MILLIS));
    }
    writeDue();
  }

  private static void nap(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException unasked) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(byte[] bytes, int boundary) throws IOException {
    int from = 0;
    if (!injected.isEmpty() && !atBoundary && boundary >= 0) {
      writeRaw(bytes, 0, boundary);
      from = boundary;
      atBoundary = true;
    }
    writeInjected();
    writeRaw(bytes, from, bytes.length - from);
    atBoundary = boundary == bytes.length;
  }

  private void writeInjected() throws IOException {
    while (atBoundary && !injected.isEmpty()) {
      byte[] frame = injected.removeFirst();
      writeRaw(frame, 0, frame.length);
    }
  }

  private void writeRaw(byte[] bytes, int from, int length) throws IOException {
    if (finished) {
      return;
    }
    writingSince = clock.now();
    try {
      out.write(bytes, from, length);
      out.flush();
      count.addAndGet(length);
    } catch (IOException gone) {
      throw new PeerGoneException(side, gone);
    } finally {
      writingSince = ConnectionClock.NEVER;
    }
  }

  /** Writes a frame of the proxy's own, not inside of another. */
  void inject(byte[] frame) throws IOException {
    lock.lock();
    try {
      if (injected.size() < MOST_INJECTED) {
        injected.add(frame);
      }
      writeInjected();
    } finally {
      lock.unlock();
    }
  }

  /** Sends a FIN; nothing can be written then. */
  void finish() throws IOException {
    lock.lock();
    try {
      finished = true;
      socket.shutdownOutput();
    } catch (IOException gone) {
      throw new PeerGoneException(side, gone);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Writes what is held, a close frame if that is not inside of another, and a FIN. Gives up if
   * another thread writes for half a second. Never throws.
   */
  void end(Optional<byte[]> closeFrame) {
    boolean locked = false;
    try {
      locked = lock.tryLock(END_MILLIS, TimeUnit.MILLISECONDS);
      if (locked && !finished) {
        writeHeld(ConnectionClock.NEVER);
        if (closeFrame.isPresent() && atBoundary) {
          writeRaw(closeFrame.get(), 0, closeFrame.get().length);
        }
        finish();
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    } catch (IOException gone) {
      finished = true;
    } finally {
      if (locked) {
        lock.unlock();
      }
    }
  }
}
