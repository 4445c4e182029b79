package org.wsbin.skips;

import java.util.regex.Pattern;

/**
 * A line of the list: {@code tests | servers | reason}. In the first two, {@code *} stands for any
 * characters; the third must be part of what the skip says.
 */
record AllowedSkip(String tests, String servers, String reason) {

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it does not have three parts
   */
  static AllowedSkip parse(String line) {
    String[] parts = line.split("\\|", -1);
    if (parts.length != 3 || parts[2].isBlank()) {
      throw new IllegalArgumentException(
          "The line \"%s\" is not of the form: tests | servers | reason".formatted(line));
    }
    return new AllowedSkip(parts[0].strip(), parts[1].strip(), parts[2].strip());
  }

  boolean allows(Skip skip) {
    return matches(tests, skip.test())
        && matches(servers, skip.server())
        && skip.reason().contains(reason);
  }

  private static boolean matches(String pattern, String text) {
    return Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), text);
  }
}
