package org.wsbin.protocol;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * Skips valid UTF-8 (RFC 3629 section 4) eight bytes at a time: characters of one and two bytes as
 * they come, and two of three or four bytes, or one where the lengths are mixed. The first byte is
 * the lowest one of a word.
 */
final class Utf8Words {
  private static final VarHandle WORDS =
      MethodHandles.byteBufferViewVarHandle(long[].class, LITTLE_ENDIAN);

  /** The highest bit of each byte; marks of bytes have this place. */
  private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

  private static final int LAST_BYTE = Long.SIZE - Byte.SIZE;

  // characters of two bytes, 110xxxxx 10xxxxxx: C0 and C1 are not used, so some bit of 1E is set
  private static final long TWO_LEAD = 0x1e1e_1e1e_1e1e_1e1eL;
  private static final long TWO_CARRY = 0x7e7e_7e7e_7e7e_7e7eL;
  private static final long TWO_BYTES = 0xc0e0;
  private static final long TWO = 0x80c0;
  private static final long TWO_USED = 0x1e;

  // of three bytes, 1110xxxx 10xxxxxx 10xxxxxx
  private static final long THREE_BYTES = 0xc0c0f0;
  private static final long THREE = 0x8080e0;
  private static final int THREE_BITS = 24;
  private static final long THREE_TWICE_BYTES = 0x0000_c0c0_f0c0_c0f0L;
  private static final long THREE_TWICE = 0x0000_8080_e080_80e0L;

  /** Of the first two bytes, what tells the code points that are too small, and surrogates. */
  private static final long THREE_LEAD = 0x200f;

  private static final long SURROGATES = 0x200d;

  // of four bytes, 11110xxx 10xxxxxx 10xxxxxx 10xxxxxx
  private static final long FOUR_BYTES = 0xc0c0c0f8L;
  private static final long FOUR = 0x808080f0L;
  private static final long FOUR_TWICE_BYTES = 0xc0c0_c0f8_c0c0_c0f8L;
  private static final long FOUR_TWICE = 0x8080_80f0_8080_80f0L;

  private Utf8Words() {}

  /**
   * Where the valid characters end that are found in this way: at the end, less than eight bytes
   * before it, or at a character that is not valid.
   *
   * @param from where a character begins
   */
  static int skip(ByteBuffer bytes, int from, int end) {
    int last = end - Long.BYTES;
    int at = from;
    while (at <= last) {
      long word = (long) WORDS.get(bytes, at);
      int valid = longCharacters(word);
      if (valid == 0) {
        int next = longLeads(word) == 0 ? skipShort(bytes, at, last) : at;
        valid = next > at ? next - at : shortCharacters(word);
        if (valid == 0) {
          return at;
        }
      }
      at += valid;
    }
    while (at < end && bytes.get(at) >= 0) {
      at++;
    }
    return at;
  }

  /**
   * Where the words end that have valid characters of one and two bytes only. A word may begin in
   * the middle of a character.
   *
   * @param last where the last word begins
   */
  private static int skipShort(ByteBuffer bytes, int from, int last) {
    int at = from;
    long begun = 0; // the mark of the first byte, if a character continues there
    while (at <= last) {
      long word = (long) WORDS.get(bytes, at);
      long high = word & NOT_ASCII;
      if ((high | begun) != 0) {
        long leads = high & word << 1;
        long used = (word & TWO_LEAD) + TWO_CARRY; // has the mark if a bit of 1E is set
        long wanted = leads << Byte.SIZE | begun;
        if ((longLeads(word) | (wanted ^ high ^ leads) | (leads & ~used)) != 0) {
          break;
        }
        begun = leads >>> LAST_BYTE;
      }
      at += Long.BYTES;
    }
    return begun == 0 ? at : at - 1;
  }

  /** The marks of the bytes that begin a character of three bytes or more. */
  private static long longLeads(long word) {
    return word & word << 1 & word << 2 & NOT_ASCII;
  }

  /** The bytes of characters of one byte or of one of two bytes that the word begins with. */
  private static int shortCharacters(long word) {
    int ascii = Long.numberOfTrailingZeros(word & NOT_ASCII) / Byte.SIZE;
    boolean isTwo = (word & TWO_BYTES) == TWO && (word & TWO_USED) != 0;
    return isTwo ? 2 : ascii;
  }

  /** The bytes of valid characters of three or of four bytes that the word begins with. */
  private static int longCharacters(long word) {
    if ((word & THREE_BYTES) == THREE) {
      return threes(word);
    }
    return (word & FOUR_BYTES) == FOUR ? fours(word) : 0;
  }

  private static int threes(long word) {
    if (!isThree(word)) {
      return 0;
    }
    boolean both = (word & THREE_TWICE_BYTES) == THREE_TWICE;
    return both && isThree(word >>> THREE_BITS) ? 6 : 3;
  }

  private static boolean isThree(long lead) {
    long point = lead & THREE_LEAD;
    return point != 0 && point != SURROGATES;
  }

  private static int fours(long word) {
    if (!isFour(word)) {
      return 0;
    }
    boolean both = (word & FOUR_TWICE_BYTES) == FOUR_TWICE;
    return both && isFour(word >>> Integer.SIZE) ? Long.BYTES : 4;
  }

  /** The planes beyond the first one are 1 to 16. */
  private static boolean isFour(long lead) {
    long plane = (lead & 0x7) << 2 | (lead >>> 12 & 0x3);
    return plane >= 1 && plane <= 16;
  }
}
