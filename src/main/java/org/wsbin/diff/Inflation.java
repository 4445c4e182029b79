package org.wsbin.diff;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates the messages of one direction, in order (RFC 7692 section 7.2.2). After one that cannot
 * be inflated, those that refer to it cannot be either.
 */
final class Inflation {
  private static final int MOST_BYTES = 1 << 20;
  private static final int WINDOW = 1 << 15;

  private Optional<byte[]> window = Optional.of(new byte[0]);

  /**
   * The message; empty if it was not kept, is not compressed correctly, or is larger than 1 MiB.
   */
  Optional<byte[]> inflate(Optional<byte[]> compressed) {
    Optional<byte[]> inflated =
        compressed.flatMap(bytes -> inflate(bytes, window.orElse(new byte[0])));
    window =
        inflated.flatMap(bytes -> window.map(before -> end(before, bytes))).or(Optional::empty);
    return inflated;
  }

  private static byte[] end(byte[] before, byte[] now) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(before);
    all.writeBytes(now);
    byte[] bytes = all.toByteArray();
    return Arrays.copyOfRange(bytes, Math.max(0, bytes.length - WINDOW), bytes.length);
  }

  private static Optional<byte[]> inflate(byte[] compressed, byte[] dictionary) {
    Inflater inflater = new Inflater(true);
    try {
      if (dictionary.length > 0) {
        inflater.setDictionary(dictionary);
      }
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (byte[] input : new byte[][] {compressed, {0, 0, -1, -1}}) {
        inflater.setInput(input);
        if (!drain(inflater, all)) {
          return Optional.empty();
        }
      }
      return Optional.of(all.toByteArray());
    } catch (DataFormatException wrong) {
      return Optional.empty();
    } finally {
      inflater.end();
    }
  }

  /** False if it becomes too large. */
  private static boolean drain(Inflater inflater, ByteArrayOutputStream to)
      throws DataFormatException {
    byte[] piece = new byte[8192];
    int count = inflater.inflate(piece);
    while (count > 0 && to.size() <= MOST_BYTES) {
      to.write(piece, 0, count);
      count = inflater.inflate(piece);
    }
    return to.size() <= MOST_BYTES;
  }
}
