package org.wsbin.client;

import java.nio.ByteBuffer;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Utf8Validator;

/**
 * The message that is being sent: what belongs to it, whatever has left of it (RFC 6455 section
 * 5.4). Not safe from several threads.
 */
final class OutgoingMessage {
  private enum State {
    NONE,
    TEXT,
    BINARY
  }

  private State state = State.NONE;
  private Utf8Validator utf8 = new Utf8Validator();

  /**
   * Takes a slice into the message, or begins one with it.
   *
   * @throws IllegalArgumentException if its message has begun with the other kind, or it belongs to
   *     a text and is not UTF-8; then the message is as before
   */
  void add(MessageKind kind, ByteBuffer slice, boolean last) {
    State next = kind == MessageKind.TEXT ? State.TEXT : State.BINARY;
    if (state != State.NONE && state != next) {
      throw new IllegalArgumentException(
          "The fragment is " + kind + "; allowed is " + state + ", as its message has begun.");
    }
    if (next == State.TEXT) {
      utf8 = checked(slice, last);
    }
    state = last ? State.NONE : next;
  }

  private Utf8Validator checked(ByteBuffer slice, boolean last) {
    Utf8Validator next = state == State.NONE ? new Utf8Validator() : utf8.copy();
    int wrong = next.check(slice);
    if (wrong != Utf8Validator.VALID) {
      throw new IllegalArgumentException(
          "Byte "
              + (wrong - slice.position())
              + " of the text is 0x%02x; allowed is UTF-8.".formatted(slice.get(wrong)));
    }
    if (last && next.unfinished() > 0) {
      throw new IllegalArgumentException(
          "The text ends in the middle of a character; allowed is UTF-8.");
    }
    return next;
  }
}
