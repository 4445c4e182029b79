package org.wsbin.conformance;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A payload, by its length, its digest and its beginning: equal contents are equal, and a large one
 * takes no room.
 *
 * @param digest SHA-256, in hexadecimal digits
 * @param shown for reports
 */
record Content(long length, String digest, String shown) {
  /** Takes a payload in parts. */
  static final class Builder {
    private final MessageDigest digest = sha256();
    private final byte[] beginning = new byte[Shown.CUT];
    private long length;

    /** Adds a part, and leaves the buffer's position where it is. */
    void add(ByteBuffer part) {
      if (length < beginning.length) {
        int count = Math.min(part.remaining(), beginning.length - (int) length);
        part.get(part.position(), beginning, (int) length, count);
      }
      length += part.remaining();
      digest.update(part.duplicate());
    }

    long length() {
      return length;
    }

    Content build() {
      byte[] shown = Arrays.copyOf(beginning, (int) Math.min(length, beginning.length));
      return new Content(
          length, HexFormat.of().formatHex(digest.digest()), Shown.of(shown, length));
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException everyJdkHasIt) {
        throw new IllegalStateException(everyJdkHasIt);
      }
    }
  }
}
