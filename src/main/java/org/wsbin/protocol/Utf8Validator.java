package org.wsbin.protocol;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;

/**
 * Validates UTF-8 (RFC 3629) incrementally; bytes may be split anywhere. Fails at the first byte
 * after which no continuation can be valid. Not safe from several threads.
 */
public final class Utf8Validator {
  /** The result of {@link #check} if nothing is wrong. */
  public static final int VALID = -1;

  private int missing;
  private int begun;
  private int least = 0x80;
  private int most = 0xbf;

  /** A copy with the same state. */
  public Utf8Validator copy() {
    Utf8Validator copy = new Utf8Validator();
    copy.missing = missing;
    copy.begun = begun;
    copy.least = least;
    copy.most = most;
    return copy;
  }

  /**
   * Checks the bytes between the buffer's position and limit; changes neither.
   *
   * @return the index of the first impossible byte, after which this validator cannot be used;
   *     otherwise {@link #VALID}
   */
  public int check(ByteBuffer bytes) {
    ByteBuffer words =
        bytes.order() == LITTLE_ENDIAN ? bytes : bytes.duplicate().order(LITTLE_ENDIAN);
    int at = bytes.position();
    int end = bytes.limit();
    while (at < end) {
      if (missing == 0) {
        at = Utf8Words.skip(words, at, end);
        if (at == end) {
          return VALID;
        }
      }
      if (!accept(bytes.get(at) & 0xff)) {
        return at;
      }
      at++;
    }
    return VALID;
  }

  /** The number of bytes of an incomplete character at the end of the checked bytes. */
  public int unfinished() {
    return begun;
  }

  private boolean accept(int octet) {
    if (missing == 0) {
      return lead(octet);
    }
    if (octet < least || octet > most) {
      return false;
    }
    missing--;
    begun = missing == 0 ? 0 : begun + 1;
    least = 0x80;
    most = 0xbf;
    return true;
  }

  /**
   * RFC 3629 section 4: the range of the second byte excludes overlong forms, surrogates and code
   * points above U+10FFFF.
   */
  private boolean lead(int octet) {
    if (octet >= 0xc2 && octet <= 0xdf) {
      missing = 1;
    } else if (octet >= 0xe0 && octet <= 0xef) {
      missing = 2;
      least = octet == 0xe0 ? 0xa0 : 0x80;
      most = octet == 0xed ? 0x9f : 0xbf;
    } else if (octet >= 0xf0 && octet <= 0xf4) {
      missing = 3;
      least = octet == 0xf0 ? 0x90 : 0x80;
      most = octet == 0xf4 ? 0x8f : 0xbf;
    } else {
      return false;
    }
    begun = 1;
    return true;
  }
}
