package org.wsbin.client;

import java.time.Duration;
import org.wsbin.protocol.Quoted;

/** The checks of options, each with a sentence. */
final class OptionChecks {
  private static final Duration LONGEST = Duration.ofDays(365);

  private OptionChecks() {}

  /** The sentence has the first wrong character only: the value may be a secret. */
  static void checkValue(String name, String value) {
    value
        .codePoints()
        .filter(c -> c != '\t' && (c < ' ' || c == 0x7f || c > 0xff))
        .mapToObj(Character::toString)
        .findFirst()
        .ifPresent(
            wrong -> {
              throw new IllegalArgumentException(
                  "The value of "
                      + name
                      + " contains "
                      + Quoted.of(wrong)
                      + "; allowed is a text of ISO 8859-1 without line breaks.");
            });
  }

  static Duration positive(String what, Duration time) {
    check(
        !time.isNegative() && !time.isZero() && time.compareTo(LONGEST) <= 0,
        "The timeout for " + what,
        time.toString(),
        "more than zero, and at most " + LONGEST);
    return time;
  }

  static Duration notNegative(String what, Duration time) {
    check(
        !time.isNegative() && time.compareTo(LONGEST) <= 0,
        what,
        time.toString(),
        "zero or more, and at most " + LONGEST);
    return time;
  }

  static void check(boolean right, String what, String value, String allowed) {
    if (!right) {
      throw new IllegalArgumentException(
          what + " is " + Quoted.of(value) + "; allowed is " + allowed + ".");
    }
  }
}
