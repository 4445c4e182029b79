package org.wsbin.protocol;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Inflates the messages of one direction, written from RFC 1951, and refuses what refers further
 * back than its window: an oracle for deflaters with a small one.
 */
final class WindowInflater {
  private static final int[] LENGTHS = {
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258
  };
  private static final int[] DISTANCES = {
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
    3073, 4097, 6145, 8193, 12289, 16385, 24577
  };
  private static final int[] ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  private final int window;
  private byte[] output = new byte[1 << 16];
  private int size;
  private int farthest;
  private byte[] input = {};
  private int bit;

  /** An inflater with nothing to refer to yet. */
  WindowInflater(int windowBits) {
    window = 1 << windowBits;
  }

  /** The largest distance so far. */
  int farthest() {
    return farthest;
  }

  /** A message without the four bytes that its sender has cut off. */
  byte[] message(byte[] compressed) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(compressed);
    whole.writeBytes(new byte[] {0, 0, (byte) 0xff, (byte) 0xff});
    input = whole.toByteArray();
    bit = 0;
    int from = size;
    while (bit < 8 * input.length) {
      block();
    }
    return Arrays.copyOfRange(output, from, size);
  }

  private void block() {
    int header = bits(3); // the lowest is BFINAL
    switch (header >> 1) {
      case 0 -> stored();
      case 1 -> {
        int[] literals = new int[288];
        Arrays.fill(literals, 0, 144, 8);
        Arrays.fill(literals, 144, 256, 9);
        Arrays.fill(literals, 256, 280, 7);
        Arrays.fill(literals, 280, 288, 8);
        int[] distances = new int[30];
        Arrays.fill(distances, 5);
        compressed(literals, distances);
      }
      case 2 -> dynamic();
      default -> throw new IllegalStateException("a block of the reserved type");
    }
  }

  private void stored() {
    bit = (bit + 7) / 8 * 8;
    int length = bits(16);
    if (bits(16) != (length ^ 0xffff)) {
      throw new IllegalStateException("a stored block's lengths contradict each other");
    }
    for (int i = 0; i < length; i++) {
      put((byte) bits(8));
    }
  }

  private void dynamic() {
    int literals = bits(5) + 257;
    int distances = bits(5) + 1;
    int[] codes = new int[19];
    int count = bits(4) + 4;
    for (int i = 0; i < count; i++) {
      codes[ORDER[i]] = bits(3);
    }
    int[] lengths = new int[literals + distances];
    for (int i = 0; i < lengths.length; ) {
      int symbol = symbol(codes);
      int previous = symbol == 16 ? lengths[i - 1] : 0;
      int times =
          switch (symbol) {
            case 16 -> 3 + bits(2);
            case 17 -> 3 + bits(3);
            case 18 -> 11 + bits(7);
            default -> 1;
          };
      Arrays.fill(lengths, i, i + times, symbol < 16 ? symbol : previous);
      i += times;
    }
    compressed(
        Arrays.copyOf(lengths, literals), Arrays.copyOfRange(lengths, literals, lengths.length));
  }

  private void compressed(int[] literals, int[] distances) {
    for (int symbol = symbol(literals); symbol != 256; symbol = symbol(literals)) {
      if (symbol < 256) {
        put((byte) symbol);
      } else {
        int length = LENGTHS[symbol - 257] + bits(extraOfLength(symbol - 257));
        int code = symbol(distances);
        copy(length, DISTANCES[code] + bits(Math.max(0, code / 2 - 1)));
      }
    }
  }

  private static int extraOfLength(int code) {
    return code == 28 ? 0 : Math.max(0, code / 4 - 1);
  }

  private void copy(int length, int distance) {
    farthest = Math.max(farthest, distance);
    if (distance > window || distance > size) {
      throw new IllegalStateException(
          "distance " + distance + " after " + size + " bytes, with a window of " + window);
    }
    for (int i = 0; i < length; i++) {
      put(output[size - distance]);
    }
  }

  /** The next symbol of a canonical Huffman code with these lengths (RFC 1951 section 3.2.2). */
  private int symbol(int[] lengths) {
    int code = 0;
    int first = 0;
    for (int length = 1; length <= 15; length++) {
      code = code << 1 | bits(1);
      first <<= 1;
      for (int symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] == length && first++ == code) {
          return symbol;
        }
      }
    }
    throw new IllegalStateException("no such code");
  }

  private int bits(int count) {
    int value = 0;
    for (int i = 0; i < count; i++, bit++) {
      value |= (input[bit / 8] >> bit % 8 & 1) << i;
    }
    return value;
  }

  private void put(byte octet) {
    if (size == output.length) {
      output = Arrays.copyOf(output, 2 * size);
    }
    output[size++] = octet;
  }
}
