package org.wsbin.workload;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The head of the response to a handshake, as it arrives.
 *
 * <p>Belongs to one connection.
 */
final class ResponseHead {
  /** A longer head is refused. */
  static final int MOST_BYTES = 16 * 1024;

  private static final String END = "\r\n\r\n";

  private final StringBuilder text = new StringBuilder();
  private boolean complete;

  /** Takes the bytes up to the end of the head; returns whether it is complete. */
  boolean take(ByteBuffer in) {
    while (!complete && in.hasRemaining() && text.length() < MOST_BYTES) {
      text.append((char) (in.get() & 0xff));
      complete = text.charAt(text.length() - 1) == '\n' && endsWith(END);
    }
    return complete;
  }

  private boolean endsWith(String end) {
    return text.length() >= end.length() && text.lastIndexOf(end) == text.length() - end.length();
  }

  boolean tooLong() {
    return !complete && text.length() >= MOST_BYTES;
  }

  /** The status; empty if this is not HTTP. */
  Optional<Integer> status() {
    return Optional.of(text.toString())
        .filter(head -> head.matches("(?s)HTTP/1\\.[01] \\d{3}[ \r].*"))
        .map(head -> Integer.valueOf(head.substring(9, 12)));
  }

  /** The values of a header, one for each line. */
  List<String> values(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return text.toString()
        .lines()
        .skip(1)
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .toList();
  }
}
