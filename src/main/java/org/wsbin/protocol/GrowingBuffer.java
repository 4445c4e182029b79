package org.wsbin.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Collects bytes. It holds no memory while it is empty. */
final class GrowingBuffer {
  private static final byte[] NONE = {};
  private static final int LEAST_BYTES = 128;

  private byte[] bytes = NONE;
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** The memory that it holds, in bytes. */
  int capacity() {
    return bytes.length;
  }

  /** Appends the slice. Memory grows with received bytes, never with an announced length. */
  void add(ByteBuffer slice) {
    int count = slice.remaining();
    if (size + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.max(LEAST_BYTES, 2 * bytes.length), size + count));
    }
    slice.get(bytes, size, count);
    size += count;
  }

  /** Removes and returns all bytes except that many at the end. */
  ByteBuffer take(int staying) {
    ByteBuffer taken = ByteBuffer.wrap(bytes, 0, size - staying);
    bytes = staying == 0 ? NONE : Arrays.copyOfRange(bytes, size - staying, size);
    size = staying;
    return taken;
  }
}
