package org.wsbin.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The beginning of a message, up to a limit, and the length of the whole message. */
final class BoundedPrefix {
  private static final int FIRST_BYTES = 1024;

  private final int most;
  private byte[] bytes;
  private int count;
  private long size;

  BoundedPrefix(int most) {
    this.most = most;
    this.bytes = new byte[Math.min(most, FIRST_BYTES)];
  }

  void add(ByteBuffer slice) {
    size += slice.remaining();
    int taken = Math.min(slice.remaining(), most - count);
    if (count + taken > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(most, Math.max(count + taken, 2 * bytes.length)));
    }
    slice.get(bytes, count, taken);
    count += taken;
  }

  void clear() {
    count = 0;
    size = 0;
  }

  /** The size of the whole message. */
  long size() {
    return size;
  }

  boolean isCut() {
    return size > count;
  }

  byte[] bytes() {
    return Arrays.copyOf(bytes, count);
  }

  /** The stored beginning as text, without a character that is cut. */
  String text() {
    int end = count;
    if (isCut()) {
      int lead = count - 1;
      while (lead >= 0 && (bytes[lead] & 0xc0) == 0x80) {
        lead--;
      }
      end = lead >= 0 && lead + length(bytes[lead]) > count ? lead : count;
    }
    return new String(bytes, 0, end, UTF_8);
  }

  private static int length(byte lead) {
    int ones = Integer.numberOfLeadingZeros(~lead << 24);
    return ones == 0 ? 1 : ones;
  }
}
