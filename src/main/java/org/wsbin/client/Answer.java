package org.wsbin.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.Quoted;

/**
 * An HTTP answer.
 *
 * @param headers lines in the order received
 * @param body at most 64 KiB of it, as UTF-8; empty behind a 101
 */
public record Answer(int status, List<Map.Entry<String, String>> headers, String body) {
  private static final int MOST_HEAD_BYTES = 64 * 1024;
  private static final int MOST_BODY_BYTES = 64 * 1024;

  /** The values of all lines of that header, in any case. */
  public List<String> header(String name) {
    return headers.stream()
        .filter(line -> line.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .toList();
  }

  /**
   * Reads one from a stream, and not a byte further where it is a 101.
   *
   * @throws IOException where it is not HTTP, or does not come whole
   */
  static Answer read(InputStream in, boolean hasBody) throws IOException {
    String head = head(in);
    String[] lines = head.strip().split("\r?\n", -1);
    if (!lines[0].matches("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?")) {
      throw new NotHttpException(lines[0]);
    }
    int status = Integer.parseInt(lines[0].substring(9, 12));
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon <= 0) {
        throw new NotHttpException(lines[i]);
      }
      headers.add(Map.entry(lines[i].substring(0, colon), lines[i].substring(colon + 1).strip()));
    }
    Answer answer = new Answer(status, List.copyOf(headers), "");
    boolean bodiless = !hasBody || status == 101 || status == 204 || status == 304;
    return bodiless ? answer : new Answer(status, answer.headers(), body(answer, in));
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
      int next = in.read();
      if (next < 0) {
        throw head.isEmpty()
            ? new EOFException("The server has ended the connection without an answer.")
            : new NotHttpException(head.toString());
      }
      if (head.length() == MOST_HEAD_BYTES) {
        throw new NotHttpException(head.substring(0, 100));
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static String body(Answer answer, InputStream in) throws IOException {
    Optional<String> length = answer.header("Content-Length").stream().findFirst();
    int most = MOST_BODY_BYTES;
    if (length.isPresent() && length.get().matches("\\d{1,18}")) {
      most = (int) Math.min(most, Long.parseLong(length.get()));
    }
    return new String(in.readNBytes(most), StandardCharsets.UTF_8);
  }

  /** What came is no answer of HTTP/1.1. */
  static final class NotHttpException extends IOException {
    private static final long serialVersionUID = 1L;

    NotHttpException(String line) {
      super("The answer is not HTTP/1.1; it begins with " + Quoted.of(line) + ".");
    }
  }
}
