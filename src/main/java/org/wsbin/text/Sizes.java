package org.wsbin.text;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers of bytes as people write them: {@code 65536}, {@code 64k}, {@code 64KiB}, {@code 1m},
 * {@code 2g}. A unit is always a power of 1024.
 */
public final class Sizes {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(?:([kmg])(?:i?b)?|b)?");
  private static final String UNITS = "kmg";

  private Sizes() {}

  /** Reads a number of bytes; empty if the text is not one. */
  public static Optional<Long> parse(String text) {
    Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int unit = matcher.group(2) == null ? 0 : UNITS.indexOf(matcher.group(2)) + 1;
    long number = Long.parseLong(matcher.group(1));
    return number > Long.MAX_VALUE >> (10 * unit)
        ? Optional.empty()
        : Optional.of(number << (10 * unit));
  }

  /** Writes a number of bytes in the largest unit that divides it. */
  public static String format(long bytes) {
    for (int unit = UNITS.length(); unit > 0; unit--) {
      long size = 1L << (10 * unit);
      if (bytes != 0 && bytes % size == 0) {
        return bytes / size + UNITS.substring(unit - 1, unit);
      }
    }
    return Long.toString(bytes);
  }
}
