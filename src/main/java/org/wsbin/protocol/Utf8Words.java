package org.wsbin.protocol;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;

/**
 * Skips valid UTF-8 (RFC 3629 section 4) eight bytes at a time: characters of one and two bytes as
 * they come, and two of three or four bytes, or one where the lengths are mixed. The first byte is
 * the lowest one of a word.
 */
final class Utf8Words {
  /** The highest bit of each byte; marks of bytes have this place. */
  private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

  private static final int LAST_BYTE = Long.SIZE - Byte.SIZE;

  /** Of 512 bytes: larger ones are a tenth faster, but need more memory and longer texts. */
  private static final int BLOCK_WORDS = 64;

  /** A block that fails is done twice, so there must be hope that the text goes on like this. */
  private static final int BEFORE_BLOCKS = 128;

  // characters of two bytes, 110xxxxx 10xxxxxx: C0 and C1 are not used, so some bit of 1E is set
  private static final long TWO_LEAD = 0x1e1e_1e1e_1e1e_1e1eL;
  private static final long TWO_CARRY = 0x7e7e_7e7e_7e7e_7e7eL;
  private static final long TWO_BYTES = 0xc0e0;
  private static final long TWO = 0x80c0;
  private static final long TWO_USED = 0x1e;

  // of three bytes, 1110xxxx 10xxxxxx 10xxxxxx
  private static final long THREE_BYTES = 0xc0c0f0;
  private static final long THREE = 0x8080e0;
  private static final long THREE_TWICE_BYTES = 0x0000_c0c0_f0c0_c0f0L;
  private static final long THREE_TWICE = 0x0000_8080_e080_80e0L;

  /** Of the first two bytes, what tells the code points that are too small, and surrogates. */
  private static final long THREE_LEADS = 0x0000_0020_0f00_200fL;

  private static final long SURROGATES = 0x0000_0020_0d00_200dL;

  /** Carries what is not 0 of the first two bytes into bit 14. */
  private static final long THREE_CARRY = 0x0000_003f_ff00_3fffL;

  private static final long THREE_USED = 0x0000_0040_0000_4000L;
  private static final long FIRST_USED = 0x4000;

  // of four bytes, 11110xxx 10xxxxxx 10xxxxxx 10xxxxxx
  private static final long FOUR_BYTES = 0xc0c0c0f8L;
  private static final long FOUR = 0x808080f0L;
  private static final long FOUR_TWICE_BYTES = 0xc0c0_c0f8_c0c0_c0f8L;
  private static final long FOUR_TWICE = 0x8080_80f0_8080_80f0L;

  /** The planes beyond the first one are 1 to 16; with 15 more they have bit 4. */
  private static final long PLANE_HIGH = 0x0000_0007_0000_0007L;

  private static final long PLANE_LOW = 0x0000_0003_0000_0003L;
  private static final long PLANE_CARRY = 0x0000_000f_0000_000fL;
  private static final long PLANE_USED = 0x0000_0010_0000_0010L;
  private static final long FIRST_PLANE = 0x10;

  private Utf8Words() {}

  /**
   * Where the valid characters end that are found in this way: at the end, less than eight bytes
   * before it, or at a character that is not valid.
   *
   * @param bytes in little-endian order
   * @param from where a character begins
   */
  static int skip(ByteBuffer bytes, int from, int end) {
    boolean direct = bytes.isDirect();
    int last = end - Long.BYTES;
    int at = skipAscii(bytes, from, last);
    while (at <= last) {
      int next = skipAlike(bytes, at, last);
      if (next == at) {
        int valid = character(word(bytes, direct, at));
        if (valid == 0) {
          return at;
        }
        next = at + valid;
      }
      at = next;
    }
    if (from <= last && isAscii(word(bytes, direct, last), at - last)) {
      return end;
    }
    while (at < end && bytes.get(at) >= 0) {
      at++;
    }
    return at;
  }

  /** Whether the bytes of the word from that one on are ASCII. */
  private static boolean isAscii(long word, int from) {
    return from == Long.BYTES || (word & NOT_ASCII) >>> (from * Byte.SIZE) == 0;
  }

  /** Where the words end that are as the first one; perhaps at its beginning. */
  private static int skipAlike(ByteBuffer bytes, int from, int last) {
    long word = word(bytes, bytes.isDirect(), from);
    if ((word & THREE_BYTES) == THREE) {
      return skipThrees(bytes, from, last);
    }
    if ((word & FOUR_BYTES) == FOUR) {
      return skipFours(bytes, from, last);
    }
    return longLeads(word) == 0 ? skipShort(bytes, from, last) : from;
  }

  /** Where the words of ASCII end. */
  private static int skipAscii(ByteBuffer bytes, int from, int last) {
    boolean direct = bytes.isDirect();
    int at = from;
    while (at <= last - 3 * Long.BYTES) {
      long four =
          word(bytes, direct, at)
              | word(bytes, direct, at + Long.BYTES)
              | word(bytes, direct, at + 2 * Long.BYTES)
              | word(bytes, direct, at + 3 * Long.BYTES);
      if ((four & NOT_ASCII) != 0) {
        break;
      }
      at += 4 * Long.BYTES;
    }
    while (at <= last && (word(bytes, direct, at) & NOT_ASCII) == 0) {
      at += Long.BYTES;
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
    boolean direct = bytes.isDirect();
    int at = from;
    long begun = 0; // the mark of the first byte, if a character continues there
    while (at <= last - Long.BYTES) {
      long word = word(bytes, direct, at);
      long next = word(bytes, direct, at + Long.BYTES);
      if ((((word | next) & NOT_ASCII) | begun) != 0) {
        if ((wrong(word, begun) | wrong(next, begun(word))) != 0) {
          break;
        }
        begun = begun(next);
      }
      at += 2 * Long.BYTES;
      if (at - from == BEFORE_BLOCKS) {
        at = skipShortBlocks(bytes, at, last);
        begun = begun(word(bytes, direct, at - Long.BYTES));
      }
    }
    if (at <= last && wrong(word(bytes, direct, at), begun) == 0) {
      begun = begun(word(bytes, direct, at));
      at += Long.BYTES;
    }
    return begun == 0 ? at : at - 1;
  }

  /**
   * The same for whole blocks, in loops that the JIT compiler turns into vector instructions.
   *
   * @param from where a word begins; the one before it is valid
   */
  private static int skipShortBlocks(ByteBuffer bytes, int from, int last) {
    long[] words = new long[BLOCK_WORDS];
    long[] wrong = new long[BLOCK_WORDS];
    LongBuffer all =
        bytes
            .slice(from - Long.BYTES, last + 2 * Long.BYTES - from)
            .order(LITTLE_ENDIAN)
            .asLongBuffer();
    int at = 1;
    for (; at + BLOCK_WORDS <= all.limit(); at += BLOCK_WORDS) {
      all.get(at - 1, wrong).get(at, words);
      for (int i = 0; i < wrong.length; i++) {
        wrong[i] = wrong(words[i], begun(wrong[i]));
      }
      long any = 0;
      for (int i = 0; i < wrong.length; i++) {
        any |= wrong[i];
      }
      if (any != 0) {
        break;
      }
    }
    return from + (at - 1) * Long.BYTES;
  }

  /** Both branches are the same, but each one sees one class of buffers only, which is faster. */
  @SuppressWarnings("DuplicateBranches")
  private static long word(ByteBuffer bytes, boolean direct, int at) {
    return direct ? bytes.getLong(at) : bytes.getLong(at);
  }

  /** The mark of the first byte of the next word, if a character of two bytes continues there. */
  private static long begun(long word) {
    return (word & word << 1 & NOT_ASCII) >>> LAST_BYTE;
  }

  /** Not 0 if the word has anything but valid characters of one and two bytes. */
  private static long wrong(long word, long begun) {
    long high = word & NOT_ASCII;
    long leads = high & word << 1;
    long used = (word & TWO_LEAD) + TWO_CARRY; // has the mark if a bit of 1E is set
    long wanted = leads << Byte.SIZE | begun;
    return (leads & word << 2) | (wanted ^ high ^ leads) | (leads & ~used);
  }

  /** The marks of the bytes that begin a character of three bytes or more. */
  private static long longLeads(long word) {
    return word & word << 1 & word << 2 & NOT_ASCII;
  }

  /** The bytes of the valid characters that the word begins with: ASCII, or another one. */
  private static int character(long word) {
    if (longLeads(word & 0xff) != 0) {
      return longCharacter(word);
    }
    int ascii = Long.numberOfTrailingZeros(word & NOT_ASCII) / Byte.SIZE;
    boolean isTwo = (word & TWO_BYTES) == TWO && (word & TWO_USED) != 0;
    return isTwo ? 2 : ascii;
  }

  /** The bytes of the valid character of three or of four bytes that the word begins with. */
  private static int longCharacter(long word) {
    if ((word & THREE_BYTES) == THREE) {
      return (threesUsed(word) & FIRST_USED) != 0 ? 3 : 0;
    }
    return (word & FOUR_BYTES) == FOUR && (planesUsed(word) & FIRST_PLANE) != 0 ? 4 : 0;
  }

  /** Where the pairs of valid characters of three bytes end. */
  private static int skipThrees(ByteBuffer bytes, int from, int last) {
    boolean direct = bytes.isDirect();
    int at = from;
    while (at <= last - 6) {
      long wrong = wrongThrees(word(bytes, direct, at)) | wrongThrees(word(bytes, direct, at + 6));
      if (wrong != 0) {
        break;
      }
      at += 12;
    }
    return at;
  }

  /** Not 0 unless the first six bytes are two valid characters of three bytes. */
  private static long wrongThrees(long word) {
    return ((word & THREE_TWICE_BYTES) ^ THREE_TWICE) | (~threesUsed(word) & THREE_USED);
  }

  /** Has bit 14 of each character that is neither too small nor a surrogate. */
  private static long threesUsed(long word) {
    long points = word & THREE_LEADS;
    return (points + THREE_CARRY) & ((points ^ SURROGATES) + THREE_CARRY);
  }

  /** Where the pairs of valid characters of four bytes end. */
  private static int skipFours(ByteBuffer bytes, int from, int last) {
    boolean direct = bytes.isDirect();
    int at = from;
    while (at <= last - Long.BYTES) {
      long wrong =
          wrongFours(word(bytes, direct, at)) | wrongFours(word(bytes, direct, at + Long.BYTES));
      if (wrong != 0) {
        break;
      }
      at += 2 * Long.BYTES;
    }
    return at;
  }

  /** Not 0 unless the word is two valid characters of four bytes. */
  private static long wrongFours(long word) {
    return ((word & FOUR_TWICE_BYTES) ^ FOUR_TWICE) | (~planesUsed(word) & PLANE_USED);
  }

  /** Has bit 4 of each character whose plane exists. */
  private static long planesUsed(long word) {
    return ((word & PLANE_HIGH) << 2 | (word >>> 12 & PLANE_LOW)) + PLANE_CARRY;
  }
}
