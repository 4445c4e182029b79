package org.wsbin.protocol;

/** The rules of RFC 6455 and RFC 7692 that a peer's bytes can break, each with its close code. */
public enum Rule {
  /** RFC 6455 section 5.2: a reserved bit without an extension that gives it a meaning. */
  RESERVED_BIT(CloseStatus.PROTOCOL_ERROR, "RFC 6455 section 5.2"),
  /** RFC 6455 section 5.2: opcodes 3 to 7 and 11 to 15. */
  RESERVED_OPCODE(CloseStatus.PROTOCOL_ERROR, "RFC 6455 section 5.2"),
  /** RFC 6455 section 5.1: a client masks every frame, a server none. */
  MASKING(CloseStatus.PROTOCOL_ERROR, "RFC 6455 section 5.1"),
  /** RFC 6455 section 5.5: a control frame has at most 125 bytes. */
  CONTROL_TOO_LONG(CloseStatus.PROTOCOL_ERROR, "RFC 6455 section 5.5"),
  /** RFC 6455 section 5.5: a control frame is never fragmented. */
  CONTROL_FRAGMENTED(CloseStatus.PROTOCOL_ERROR, "RFC 6455 section 5.5"),
  /** RFC 6455 section 5.2: the length takes the fewest bytes that can hold it. */
  LENGTH_NOT_MINIMAL(CloseStatus.PROTOCOL_ERROR, "RFC 6455 section 5.2"),
  /** RFC 6455 section 5.2: a length of 64 bits begins with a 0. */
  LENGTH_TOO_LARGE(CloseStatus.PROTOCOL_ERROR, "RFC 6455 section 5.2"),
  /** RFC 6455 section 5.4: a continuation belongs to a message that has begun. */
  CONTINUATION_UNSTARTED(CloseStatus.PROTOCOL_ERROR, "RFC 6455 section 5.4"),
  /** RFC 6455 section 5.4: a message ends before the next begins. */
  MESSAGE_INSIDE_MESSAGE(CloseStatus.PROTOCOL_ERROR, "RFC 6455 section 5.4"),
  /** RFC 6455 section 5.5.1: a close frame's body is empty, or begins with a code of two bytes. */
  CLOSE_BODY(CloseStatus.PROTOCOL_ERROR, "RFC 6455 section 5.5.1"),
  /** RFC 6455 section 7.4: codes that no close frame may carry. */
  CLOSE_CODE(CloseStatus.PROTOCOL_ERROR, "RFC 6455 section 7.4"),
  /** RFC 6455 section 8.1: a text is UTF-8, and so is a close reason (section 7.1.6). */
  INVALID_UTF8(CloseStatus.INVALID_DATA, "RFC 6455 section 8.1"),
  /** RFC 7692 section 7.2.2: a compressed message is a valid stream of DEFLATE blocks. */
  INVALID_DEFLATE(CloseStatus.INVALID_DATA, "RFC 7692 section 7.2.2"),
  /** RFC 6455 section 7.4.1: a message larger than this end accepts. */
  TOO_BIG(CloseStatus.TOO_BIG, "RFC 6455 section 7.4.1"),
  /** RFC 6455 section 7.4.1: a message in more fragments than this end accepts. */
  TOO_MANY_FRAGMENTS(CloseStatus.TOO_BIG, "RFC 6455 section 7.4.1");

  private final int closeCode;
  private final String section;

  Rule(int closeCode, String section) {
    this.closeCode = closeCode;
    this.section = section;
  }

  /** Where it is written, such as {@code RFC 6455 section 5.2}. */
  public String section() {
    return section;
  }

  /** The close code that answers it (RFC 6455 section 7.4.1). */
  public int closeCode() {
    return closeCode;
  }
}
