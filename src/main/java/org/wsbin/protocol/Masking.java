package org.wsbin.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/** Masking and unmasking, which are the same operation (RFC 6455 section 5.3). */
public final class Masking {
  /** Below, it costs more to look at the buffer as words. */
  private static final int LEAST_FOR_VECTORS = 512;

  private Masking() {}

  /**
   * Applies the key in place to the bytes between the buffer's position and limit, eight bytes at a
   * time. Position and limit do not change.
   *
   * @param key the four bytes of the masking key; the highest one masks the first byte
   */
  public static void apply(ByteBuffer buffer, int key) {
    int at = buffer.position();
    int end = buffer.limit();
    long twice = ((long) key << 32) | (key & 0xffff_ffffL);
    long wide = buffer.order() == ByteOrder.BIG_ENDIAN ? twice : Long.reverseBytes(twice);
    if (buffer.isDirect() && end - at >= LEAST_FOR_VECTORS) {
      at += applyToWords(buffer.slice().order(buffer.order()).asLongBuffer(), wide);
    }
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      buffer.putLong(at, buffer.getLong(at) ^ wide);
    }
    for (int shift = 24; at < end; at++, shift -= 8) {
      buffer.put(at, (byte) (buffer.get(at) ^ (key >>> shift)));
    }
  }

  /** The JIT compiler turns this loop into vector instructions. Returns the number of bytes. */
  private static int applyToWords(LongBuffer words, long wide) {
    int count = words.limit();
    for (int i = 0; i < count; i++) {
      words.put(i, words.get(i) ^ wide);
    }
    return count * Long.BYTES;
  }

  /** The key for the data after that many bytes. */
  static int after(int key, long bytes) {
    return Integer.rotateLeft(key, (int) (bytes & 3) * Byte.SIZE);
  }
}
