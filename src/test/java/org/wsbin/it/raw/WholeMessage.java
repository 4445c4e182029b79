package org.wsbin.it.raw;

/** A data message, its fragments joined; {@code opcode} is that of its first frame. */
public record WholeMessage(int opcode, Bytes payload) {
  public static WholeMessage text(String text) {
    return new WholeMessage(Frame.TEXT, Bytes.utf8(text));
  }

  public static WholeMessage binary(Bytes payload) {
    return new WholeMessage(Frame.BINARY, payload);
  }

  /** The payload of a text message. */
  public String text() {
    if (opcode != Frame.TEXT) {
      throw new IllegalStateException("Not a text message: " + this + ".");
    }
    return payload.utf8();
  }
}
