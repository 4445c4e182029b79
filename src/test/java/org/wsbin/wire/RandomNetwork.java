package org.wsbin.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A network on two threads of its own, one for each direction, that reads and writes random
 * amounts. As strict as Jetty's: whoever asks twice for the same is told off.
 */
final class RandomNetwork implements Transport {
  private static final int MOST = 3000;

  private final Random random = new Random(1);
  private final AtomicBoolean wantsRead = new AtomicBoolean(true);
  private final AtomicBoolean wantsWrite = new AtomicBoolean();
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
  private volatile ByteBuffer input;
  private volatile boolean closed;
  private int blocks;

  /** A network that brings these bytes. */
  RandomNetwork(byte[] input) {
    this.input = ByteBuffer.wrap(input);
  }

  /** Goes on with these bytes, where all others have been read. */
  void bring(byte[] more) {
    input = ByteBuffer.wrap(more);
  }

  /** Brings what there is to read, until the connection ends. */
  Callable<Void> reading(WireConnection connection) {
    return () -> {
      while (!closed) {
        if (wantsRead.compareAndSet(true, false)) {
          if (connection.readable()) {
            ask(wantsRead);
          }
        } else {
          Thread.onSpinWait();
        }
      }
      return null;
    };
  }

  /** Says that there is room, until the connection ends. */
  Callable<Void> writing(WireConnection connection) {
    return () -> {
      while (!closed) {
        if (wantsWrite.compareAndSet(true, false)) {
          connection.writable();
        } else {
          Thread.onSpinWait();
        }
      }
      return null;
    };
  }

  /** All that was written; to be called after the end. */
  byte[] taken() {
    return taken.toByteArray();
  }

  /** How often it was full. */
  int blocks() {
    return blocks;
  }

  @Override
  public int read(ByteBuffer into) {
    ByteBuffer now = input;
    int count = Math.min(now.remaining(), Math.min(random.nextInt(MOST), into.remaining()));
    into.put(now.slice(now.position(), count));
    now.position(now.position() + count);
    return count;
  }

  @Override
  public boolean write(ByteBuffer from) {
    byte[] bytes = new byte[Math.min(random.nextInt(MOST), from.remaining())];
    from.get(bytes);
    taken.writeBytes(bytes);
    return !from.hasRemaining();
  }

  @Override
  public void whenWritable(ByteBuffer next) {
    blocks++;
    ask(wantsWrite);
  }

  @Override
  public void resume() {
    ask(wantsRead);
  }

  @Override
  public void endOutput() {}

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  private static void ask(AtomicBoolean wanted) {
    if (!wanted.compareAndSet(false, true)) {
      throw new IllegalStateException("It was asked for already.");
    }
  }
}
