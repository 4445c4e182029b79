package org.wsbin.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Joins the slices of a text that a container gave as strings, as long as the whole takes no more
 * heap than its UTF-8, which is what counts for {@code --send-queue} and {@code --memory}: a string
 * has one byte for each character up to U+00FF, and two for each if it has any other. Not safe from
 * several threads.
 */
final class TextParts {
  private final StringBuilder text = new StringBuilder();
  private int bytes;
  private boolean wide;

  /** The bytes of all that was added. */
  int bytes() {
    return bytes;
  }

  /** Whether a text of these bytes takes no more than they do. */
  static boolean fits(String text, int bytes) {
    return fits(text.length(), bytes, isWide(text, bytes));
  }

  /** Whether the whole would take no more than its bytes with this one. */
  boolean fitsWith(String more, int moreBytes) {
    return fits(text.length() + more.length(), bytes + moreBytes, wide || isWide(more, moreBytes));
  }

  void add(String more, int moreBytes) {
    text.append(more);
    bytes += moreBytes;
    wide |= isWide(more, moreBytes);
  }

  byte[] utf8() {
    return text.toString().getBytes(UTF_8);
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private static boolean fits(int chars, int bytes, boolean wide) {
    return (wide ? 2L * chars : chars) <= bytes;
  }

  private static boolean isWide(String text, int bytes) {
    if (text.length() == bytes) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xff) {
        return true;
      }
    }
    return false;
  }
}
