package org.wsbin.conformance;

import static java.util.stream.Collectors.joining;

import org.wsbin.text.PlainText;

/** Text from a peer, made harmless for a report. */
final class ReportText {
  private static final String MORE = " ...";

  private ReportText() {}

  /**
   * In one line, with a question mark for each control character, for what changes the direction of
   * text, and for what XML cannot have.
   */
  static String line(String text) {
    return PlainText.of(text)
        .codePoints()
        .mapToObj(c -> isPlain(c) ? Character.toString(c) : "?")
        .collect(joining());
  }

  private static boolean isPlain(int c) {
    boolean direction = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    boolean noXml = (c >= 0xd800 && c <= 0xdfff) || c == 0xfffe || c == 0xffff;
    return !direction && !noXml;
  }

  /** The same, cut if it is longer. */
  static String line(String text, int most) {
    String line = line(text);
    return line.codePointCount(0, line.length()) <= most
        ? line
        : line.substring(0, line.offsetByCodePoints(0, most)) + MORE;
  }

  /** For HTML, as text and in an attribute with quotation marks. */
  static String html(String text) {
    return line(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** For HTML, with its line ends. */
  static String htmlLines(String text) {
    return text.lines().map(ReportText::html).collect(joining("\n"));
  }
}
