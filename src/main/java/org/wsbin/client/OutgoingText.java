package org.wsbin.client;

import java.nio.ByteBuffer;
import org.wsbin.protocol.Utf8Validator;

/** Checks that the text being sent is UTF-8 (RFC 6455 section 8.1). One thread at a time. */
final class OutgoingText {
  private Utf8Validator utf8 = new Utf8Validator();

  /**
   * Adds a slice to the text.
   *
   * @param first whether the text begins with it
   * @param last whether the text ends with it
   * @throws IllegalArgumentException if it is not UTF-8; the text does not change then
   */
  void add(ByteBuffer slice, boolean first, boolean last) {
    Utf8Validator next = first ? new Utf8Validator() : utf8.copy();
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
    utf8 = next;
  }
}
