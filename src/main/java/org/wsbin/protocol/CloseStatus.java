package org.wsbin.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The code and reason of a close frame (RFC 6455 section 7.4), always ones that may be sent: the
 * constructor refuses an illegal code, and cuts a reason to what fits in a control frame.
 *
 * @param code 1000 to 1003, 1007 to 1014, or 3000 to 4999
 * @param reason at most {@value #MAX_REASON_BYTES} bytes of UTF-8
 */
public record CloseStatus(int code, String reason) {
  /** A control frame holds 125 bytes, two of which are the code (RFC 6455 section 5.5). */
  public static final int MAX_REASON_BYTES = 123;

  public static final int NORMAL = 1000;
  public static final int GOING_AWAY = 1001;
  public static final int PROTOCOL_ERROR = 1002;

  /** Never in a close frame: it reports a close frame without a code (RFC 6455 section 7.1.5). */
  public static final int NO_STATUS = 1005;

  /** Never in a close frame: it reports an end without a close frame (RFC 6455 section 7.1.5). */
  public static final int ABNORMAL = 1006;

  public static final int INVALID_DATA = 1007;
  public static final int POLICY_VIOLATION = 1008;
  public static final int TOO_BIG = 1009;
  public static final int INTERNAL_ERROR = 1011;

  /** Registered later than the RFC (IANA, WebSocket Close Code Number Registry). */
  public static final int TRY_AGAIN_LATER = 1013;

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
   * 7.4.1), 1016 to 2999 are for future versions of the protocol, and 5000 and above do not exist.
   */
  public static boolean mayBeSent(int code) {
    return (code >= 1000 && code <= 1003)
        || (code >= 1007 && code <= 1014)
        || (code >= 3000 && code <= 4999);
  }

  /**
   * Reads the body of a close frame (RFC 6455 section 5.5.1).
   *
   * @return empty if the body is empty, which is allowed
   * @throws ViolationException if the body is a single byte, the code may not be sent, or the
   *     reason is not UTF-8
   */
  static Optional<CloseStatus> parse(ByteBuffer body) {
    if (!body.hasRemaining()) {
      return Optional.empty();
    }
    if (body.remaining() == 1) {
      throw new ViolationException(
          Rule.CLOSE_BODY, "A close frame has a body of 1 byte, but a close code has 2.");
    }
    int code = ((body.get() & 0xff) << Byte.SIZE) | (body.get() & 0xff);
    if (!mayBeSent(code)) {
      throw new ViolationException(
          Rule.CLOSE_CODE, "A close frame cannot carry the code " + code + ".");
    }
    Utf8Validator utf8 = new Utf8Validator();
    if (utf8.check(body) != Utf8Validator.VALID || utf8.unfinished() > 0) {
      throw new ViolationException(Rule.INVALID_UTF8, "The close reason is not valid UTF-8.");
    }
    return Optional.of(new CloseStatus(code, UTF_8.decode(body).toString()));
  }

  /** The body of a close frame with this code and reason. */
  public ByteBuffer body() {
    byte[] utf8 = reason.getBytes(UTF_8);
    return ByteBuffer.allocate(Short.BYTES + utf8.length).putShort((short) code).put(utf8).flip();
  }

  /** Whether this reason fits in a close frame. */
  public static boolean fits(String reason) {
    return reason.getBytes(UTF_8).length <= MAX_REASON_BYTES;
  }

  /** The longest prefix of the text that fits, ending at a character boundary. */
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
