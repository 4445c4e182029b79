package org.wsbin.conformance;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * A payload, by its length, its digest and its beginning: equal contents are equal, and a large one
 * takes no room. Safe from any thread.
 */
final class Content {
  private static final int PART = 65_536;

  private final long length;
  private final String shown;

  /** SHA-256 in hexadecimal digits: as late as possible, because a case may expect 256 MiB. */
  private final Supplier<String> digest;

  /**
   * A content.
   *
   * @param digest SHA-256, in hexadecimal digits
   * @param shown for reports
   */
  Content(long length, String digest, String shown) {
    this(length, shown, () -> digest);
  }

  private Content(long length, String shown, Supplier<String> digest) {
    this.length = length;
    this.shown = shown;
    this.digest = digest;
  }

  /** The content of a payload, which is read when it is compared with another of its length. */
  static Content of(Payload payload) {
    return new Content(
        payload.length(),
        Shown.of(payload.bytes(0, Shown.CUT), payload.length()),
        () -> digest(payload));
  }

  String digest() {
    return digest.get();
  }

  private static String digest(Payload payload) {
    MessageDigest digest = Builder.sha256();
    for (int at = 0; at < payload.length(); at += PART) {
      digest.update(payload.bytes(at, PART));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  long length() {
    return length;
  }

  String shown() {
    return shown;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Content content
        && length == content.length
        && (digest == content.digest || digest().equals(content.digest()));
  }

  @Override
  public int hashCode() {
    return Long.hashCode(length);
  }

  @Override
  public String toString() {
    return length + " bytes " + shown;
  }

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
