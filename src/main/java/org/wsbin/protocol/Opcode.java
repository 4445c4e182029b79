package org.wsbin.protocol;

import java.util.Optional;

/** The type of a frame (RFC 6455 section 5.2). */
public enum Opcode {
  CONTINUATION(0x0),
  TEXT(0x1),
  BINARY(0x2),
  CLOSE(0x8),
  PING(0x9),
  PONG(0xA);

  private final int code;

  Opcode(int code) {
    this.code = code;
  }

  /** The four bits on the wire. */
  public int code() {
    return code;
  }

  /** Whether this is a control frame, which may come between the fragments of a message. */
  public boolean isControl() {
    return code >= 0x8;
  }

  /** The opcode of a message's first frame. */
  public static Opcode of(MessageKind kind) {
    return kind == MessageKind.TEXT ? TEXT : BINARY;
  }

  /** The opcode with those four bits; empty for the reserved ones, 3 to 7 and 11 to 15. */
  static Optional<Opcode> of(int code) {
    return switch (code) {
      case 0x0 -> Optional.of(CONTINUATION);
      case 0x1 -> Optional.of(TEXT);
      case 0x2 -> Optional.of(BINARY);
      case 0x8 -> Optional.of(CLOSE);
      case 0x9 -> Optional.of(PING);
      case 0xA -> Optional.of(PONG);
      default -> Optional.empty();
    };
  }
}
