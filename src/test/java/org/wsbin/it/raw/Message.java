package org.wsbin.it.raw;

/** A data message, its fragments joined; {@code opcode} is that of its first frame. */
public record Message(int opcode, Bytes payload) {
  public static Message text(String text) {
    return new Message(Frame.TEXT, Bytes.utf8(text));
  }

  public static Message binary(Bytes payload) {
    return new Message(Frame.BINARY, payload);
  }

  /** The payload of a text message. */
  public String text() {
    if (opcode != Frame.TEXT) {
      throw new IllegalStateException("Not a text message: " + this + ".");
    }
    return payload.utf8();
  }
}
