package org.wsbin.protocol;

/** How a value that somebody sent appears in a sentence: quoted, escaped and short. */
public final class Quoted {
  /** No more characters of a value than this are shown. */
  public static final int MAX_CHARACTERS = 100;

  private Quoted() {}

  /**
   * The value in double quotes. Whatever is not plain printable ASCII, and whatever a browser might
   * take for markup, is written as an escape; what is longer than {@link #MAX_CHARACTERS} ends in
   * an ellipsis.
   */
  public static String of(String value) {
    StringBuilder shown = new StringBuilder(value.length() + 2).append('"');
    value.chars().limit(MAX_CHARACTERS).forEach(c -> append(shown, (char) c));
    if (value.length() > MAX_CHARACTERS) {
      shown.append('…');
    }
    return shown.append('"').toString();
  }

  private static void append(StringBuilder shown, char c) {
    if (c == '"' || c == '\\') {
      shown.append('\\').append(c);
    } else if (c > 0xff) {
      shown.append(String.format("\\u%04x", (int) c));
    } else if (c < ' ' || c > '~' || c == '<' || c == '>' || c == '&') {
      shown.append(String.format("\\x%02x", (int) c));
    } else {
      shown.append(c);
    }
  }
}
