package org.wsbin.protocol;

import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/**
 * Keeps the references of a {@link Deflater} within a window of less than 32 KiB (RFC 7692 section
 * 7.1.2): the deflater never knows more than one window's bytes. When it knows that many, it starts
 * anew with the last of them as its dictionary.
 */
final class DeflateHistory {
  private static final byte[] NONE = {};

  private final int windowBytes;

  /** The bytes that the deflater can refer to, and behind them room for more. */
  private byte[] known = NONE;

  private int count;

  DeflateHistory(int windowBits) {
    this.windowBytes = 1 << windowBits;
  }

  /** Whether one byte more would be out of some reference's reach. */
  boolean full() {
    return count == windowBytes;
  }

  /**
   * Makes room. All output must have been taken from the deflater, with a flush.
   *
   * <p>With more kept, each restart makes room for less: there are more blocks, each with its codes
   * and the flush; with less, there is less to refer to. See docs/decisions/0025.
   */
  void restart(Deflater deflater) {
    int kept = windowBytes / 4;
    System.arraycopy(known, windowBytes - kept, known, 0, kept);
    count = kept;
    deflater.reset();
    deflater.setDictionary(known, 0, kept);
  }

  /** Hands the deflater as much of the slice as there is room for; it may be nothing. */
  void input(ByteBuffer slice, Deflater deflater) {
    if (known.length == 0) {
      known = new byte[windowBytes];
    }
    int added = Math.min(slice.remaining(), windowBytes - count);
    slice.get(known, count, added);
    deflater.setInput(known, count, added);
    count += added;
  }

  /** Forgets everything: the deflater has ended. */
  void clear() {
    known = NONE;
    count = 0;
  }
}
