package org.wsbin.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/** Percent-encoding (RFC 3986 section 2.1), of UTF-8. */
final class PercentEncoding {
  private static final int HEX = 16;

  private PercentEncoding() {}

  /** The decoded text; empty if an escape is malformed, or the bytes are not UTF-8. */
  static Optional<String> decode(String encoded) {
    byte[] raw = encoded.getBytes(UTF_8);
    ByteBuffer decoded = ByteBuffer.allocate(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] != '%') {
        decoded.put(raw[i]);
        continue;
      }
      int high = i + 2 <= raw.length - 1 ? Character.digit(raw[i + 1], HEX) : -1;
      int low = i + 2 <= raw.length - 1 ? Character.digit(raw[i + 2], HEX) : -1;
      if (high < 0 || low < 0) {
        return Optional.empty();
      }
      decoded.put((byte) (high * HEX + low));
      i += 2;
    }
    try {
      return Optional.of(UTF_8.newDecoder().decode(decoded.flip()).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }
}
