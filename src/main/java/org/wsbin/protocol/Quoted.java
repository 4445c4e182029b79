package org.wsbin.protocol;

/** Formats a value from a peer for a sentence: quoted, escaped and short. */
public final class Quoted {
  /** The most characters of a value that are shown. */
  public static final int MAX_CHARACTERS = 100;

  private Quoted() {}

  /**
   * The value in double quotes. Escapes everything except printable ASCII, and everything that a
   * browser could take for markup. A value longer than {@link #MAX_CHARACTERS} ends in an ellipsis.
   */
  public static String of(String value) {
    return quoted(value, true);
  }

  /** The same for a sentence that only a terminal or a log shows: markup stays as it is. */
  public static String plain(String value) {
    return quoted(value, false);
  }

  private static String quoted(String value, boolean markup) {
    StringBuilder shown = new StringBuilder(value.length() + 2).append('"');
    value.chars().limit(MAX_CHARACTERS).forEach(c -> append(shown, (char) c, markup));
    if (value.length() > MAX_CHARACTERS) {
      shown.append('…');
    }
    return shown.append('"').toString();
  }

  private static void append(StringBuilder shown, char c, boolean markup) {
    if (c == '"' || c == '\\') {
      shown.append('\\').append(c);
    } else if (c > 0xff) {
      shown.append(String.format("\\u%04x", (int) c));
    } else if (c < ' ' || c > '~' || (markup && (c == '<' || c == '>' || c == '&'))) {
      shown.append(String.format("\\x%02x", (int) c));
    } else {
      shown.append(c);
    }
  }
}
