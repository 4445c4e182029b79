package org.wsbin.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What a close frame says (RFC 6455 section 7.4). There is none that may not be sent: an illegal
 * code is refused here, and a reason is cut to what fits in a control frame.
 *
 * @param code 1000 to 1003, 1007 to 1014, or 3000 to 4999
 * @param reason at most {@value #MAX_REASON_BYTES} bytes of UTF-8
 */
public record CloseStatus(int code, String reason) {
  /** A control frame holds 125 bytes, two of which are the code (RFC 6455 section 5.5). */
  public static final int MAX_REASON_BYTES = 123;

  public static final int NORMAL = 1000;
  public static final int GOING_AWAY = 1001;
  public static final int POLICY_VIOLATION = 1008;
  public static final int TOO_BIG = 1009;
  public static final int INTERNAL_ERROR = 1011;

  public CloseStatus {
    if (!mayBeSent(code)) {
      throw new IllegalArgumentException(
          "The close code "
              + code
              + " may not be sent: allowed are 1000 to 1003, 1007 to 1014 and 3000 to 4999.");
    }
    reason = cut(reason);
  }

  /**
   * Whether a close frame may carry the code: 1004 to 1006 and 1015 are reserved (RFC 6455 section
   * 7.4.1), 1016 to 2999 belong to the protocol's future, and 5000 and more do not exist.
   */
  public static boolean mayBeSent(int code) {
    return (code >= 1000 && code <= 1003)
        || (code >= 1007 && code <= 1014)
        || (code >= 3000 && code <= 4999);
  }

  /** The longest beginning of the text that fits, ending on a character boundary. */
  static String cut(String text) {
    int bytes = 0;
    int end = 0;
    while (end < text.length()) {
      int character = text.codePointAt(end);
      bytes += Character.toString(character).getBytes(UTF_8).length;
      if (bytes > MAX_REASON_BYTES) {
        return text.substring(0, end);
      }
      end += Character.charCount(character);
    }
    return text;
  }
}
