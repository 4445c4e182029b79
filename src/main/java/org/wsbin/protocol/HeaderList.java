package org.wsbin.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Headers whose value is a comma-separated list, over any number of lines (RFC 9110 section 5.6.1).
 */
final class HeaderList {
  private static final String SEPARATORS = "()<>@,;:\\\"/[]?={} \t";

  private HeaderList() {}

  /**
   * The elements of all lines in order, trimmed; empty elements are dropped, as the RFC requires.
   */
  static List<String> elements(List<String> lines) {
    return lines.stream()
        .flatMap(line -> Arrays.stream(line.split(",", -1)))
        .map(String::strip)
        .filter(element -> !element.isEmpty())
        .toList();
  }

  /** Whether the list has that element, ignoring case. */
  static boolean contains(List<String> lines, String lowerCase) {
    return elements(lines).stream()
        .anyMatch(element -> element.toLowerCase(Locale.ROOT).equals(lowerCase));
  }

  /**
   * Whether this is a valid name of a subprotocol: printable ASCII, no separators (RFC 6455 section
   * 4.1).
   */
  static boolean isToken(String element) {
    return !element.isEmpty()
        && element.chars().allMatch(c -> c > ' ' && c <= '~' && SEPARATORS.indexOf(c) < 0);
  }
}
