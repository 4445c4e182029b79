package org.wsbin.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.HexFormat;

/** How reports show a payload: its beginning, as text if it is text. */
final class Shown {
  /** A longer payload is cut. */
  static final int MOST = 60;

  /** To this. */
  static final int CUT = 64;

  private static final String MORE = " ...";

  private Shown() {}

  /**
   * The text of a payload.
   *
   * @param beginning at least its first 64 bytes, or all if it has fewer
   */
  static String of(byte[] beginning, long length) {
    boolean cut = length > MOST;
    byte[] shown = Arrays.copyOf(beginning, Math.min(beginning.length, cut ? CUT : MOST));
    return text(shown) + (cut ? MORE : "");
  }

  private static String text(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notText) {
      return "0x" + HexFormat.of().formatHex(bytes);
    }
  }
}
