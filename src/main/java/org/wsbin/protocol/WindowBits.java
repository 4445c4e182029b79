package org.wsbin.protocol;

import java.util.Optional;
import java.util.OptionalInt;

/** The size of an LZ77 window, as a power of two (RFC 7692 section 7.1.2). */
final class WindowBits {
  static final int LEAST = 8;
  static final int MOST = 15;

  private WindowBits() {}

  /**
   * The value of a parameter.
   *
   * @return empty if it is not a decimal number of 8 to 15 without leading zeros
   */
  static OptionalInt parse(Optional<String> value) {
    return value
        .filter(text -> text.matches("[89]|1[0-5]"))
        .map(text -> OptionalInt.of(Integer.parseInt(text)))
        .orElse(OptionalInt.empty());
  }

  /**
   * The same bits.
   *
   * @throws IllegalArgumentException if they are not 8 to 15
   */
  static int checked(int bits) {
    if (bits < LEAST || bits > MOST) {
      throw new IllegalArgumentException(
          "The window bits are " + bits + "; allowed is " + LEAST + " to " + MOST + ".");
    }
    return bits;
  }

  /** The same bits, if any, checked. */
  static OptionalInt checked(OptionalInt bits) {
    bits.ifPresent(WindowBits::checked);
    return bits;
  }
}
