package org.wsbin.protocol;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Bytes as hexadecimal digits in pairs, blanks between them allowed: {@code "e2 82 ac"}. */
final class Hex {
  private Hex() {}

  static byte[] bytes(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  static ByteBuffer buffer(String digits) {
    return ByteBuffer.wrap(bytes(digits));
  }

  static String of(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static String of(ByteBuffer left) {
    return of(octets(left));
  }

  /** A copy of what is left in the buffer, which stays as it is. */
  static byte[] octets(ByteBuffer left) {
    byte[] copy = new byte[left.remaining()];
    left.get(left.position(), copy);
    return copy;
  }
}
