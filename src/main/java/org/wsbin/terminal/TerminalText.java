package org.wsbin.terminal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HexFormat;
import java.util.Locale;

/** Makes data from a peer safe to print: a peer must not be able to control the terminal. */
final class TerminalText {
  private static final int BYTES_A_ROW = 16;

  private TerminalText() {}

  /** The text with escapes for control characters and for characters that change its direction. */
  static String text(String text) {
    return text(text, "\n");
  }

  /**
   * The same for several lines.
   *
   * @param newline the replacement for a line break
   */
  static String text(String text, String newline) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        shown.append(newline);
      } else if (c != '\t' && isUnsafe(c)) {
        shown.append("\\u%04x".formatted((int) c));
      } else {
        shown.append(c);
      }
    }
    return shown.toString();
  }

  private static boolean isUnsafe(char c) {
    return Character.isISOControl(c)
        || c == '\u2028'
        || c == '\u2029'
        || c == '\u200e'
        || c == '\u200f'
        || (c >= '\u202a' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069');
  }

  /** Bytes in hex, sixteen per row, with their printable characters. */
  static String hex(byte[] bytes, int count, String indent) {
    StringBuilder rows = new StringBuilder();
    for (int from = 0; from < count; from += BYTES_A_ROW) {
      int to = Math.min(count, from + BYTES_A_ROW);
      String hex = HexFormat.ofDelimiter(" ").formatHex(bytes, from, to);
      String letters = new String(bytes, from, to - from, ISO_8859_1).replaceAll("[^ -~]", ".");
      rows.append(from == 0 ? "" : "\n").append(indent).append("%-47s  %s".formatted(hex, letters));
    }
    return rows.toString();
  }

  /** A number of bytes for people. */
  static String size(long bytes) {
    if (bytes < 1024) {
      return bytes == 1 ? "1 byte" : bytes + " bytes";
    }
    String units = "KMGTP";
    double size = bytes / 1024.0;
    int unit = 0;
    while (size >= 1024 && unit < units.length() - 1) {
      size /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %siB", size, units.charAt(unit));
  }
}
