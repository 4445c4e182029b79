package org.wsbin.text;

import java.util.stream.Collectors;

/** Text from a peer for people: without what a terminal could obey. */
public final class PlainText {
  private PlainText() {}

  /** The text with a question mark for each control character, so in one line. */
  public static String of(String text) {
    return text.codePoints()
        .mapToObj(c -> Character.isISOControl(c) ? "?" : Character.toString(c))
        .collect(Collectors.joining());
  }
}
