package org.wsbin.junit;

/** What a client has sent, safe to print: it must not control the terminal that shows a failure. */
final class Printable {
  /** Characters of one value; a small compressed message may have millions. */
  private static final int MOST = 4096;

  private Printable() {}

  /** The text with escapes for control characters and for those that change its direction. */
  static String of(String text) {
    StringBuilder shown = new StringBuilder();
    text.chars()
        .limit(MOST)
        .forEach(
            c -> {
              if (isUnsafe(c)) {
                shown.append("\\u%04x".formatted(c));
              } else {
                shown.append((char) c);
              }
            });
    return text.length() <= MOST
        ? shown.toString()
        : shown + "… (" + text.length() + " characters)";
  }

  private static boolean isUnsafe(int c) {
    return Character.isISOControl(c)
        || c == 0x2028
        || c == 0x2029
        || c == 0x200e
        || c == 0x200f
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
