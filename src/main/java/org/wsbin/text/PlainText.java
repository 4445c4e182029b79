package org.wsbin.text;

import java.util.stream.Collectors;

/** Text from a peer for people: without what a terminal could obey, or a reader be misled by. */
public final class PlainText {
  private PlainText() {}

  /**
   * The text with a question mark for each control character, so in one line, for each that changes
   * the direction of text, and for what XML cannot have.
   */
  public static String of(String text) {
    return text.codePoints()
        .mapToObj(c -> isPlain(c) ? Character.toString(c) : "?")
        .collect(Collectors.joining());
  }

  private static boolean isPlain(int c) {
    boolean line = Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
    boolean direction =
        c == 0x061c
            || c == 0x200e
            || c == 0x200f
            || (c >= 0x202a && c <= 0x202e)
            || (c >= 0x2066 && c <= 0x2069);
    boolean noXml = (c >= 0xd800 && c <= 0xdfff) || c == 0xfffe || c == 0xffff;
    return !line && !direction && !noXml;
  }

  /** The same for HTML, as text and in an attribute with quotation marks. */
  public static String html(String text) {
    return of(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
