package org.wsbin.client;

import static java.lang.System.Logger.Level.DEBUG;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.Quoted;

/**
 * An HTTP response.
 *
 * @param headers lines in the order received
 * @param body at most 64 KiB of it, or what the request allows, as UTF-8; empty after a 101
 */
public record HttpResponse(int status, List<Map.Entry<String, String>> headers, String body) {
  private static final System.Logger LOG = System.getLogger(HttpResponse.class.getName());
  private static final int MOST_HEAD_BYTES = 64 * 1024;
  private static final String BEGINNING = "HTTP/1.";
  private static final int MOST_QUOTED = 100;
  private static final Duration BODY_TIME = Duration.ofSeconds(2);
  private static final int MOST_BODY_BYTES = 64 * 1024;

  /** The values of all lines of that header; the name may have any case. */
  public List<String> header(String name) {
    return headers.stream()
        .filter(line -> line.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .toList();
  }

  /**
   * Reads a response; if it opens a connection, reads no byte after it.
   *
   * @param connect whether the request was a CONNECT, which any 2xx grants (RFC 9110 section 9.3.6)
   * @throws IOException if it is not HTTP, or incomplete
   */
  static HttpResponse read(DeadlineInputStream in, boolean connect) throws IOException {
    HttpResponse response = last(in);
    if (response.hasNoBody() || (connect && response.status() < 300)) {
      return response;
    }
    in.hurry(BODY_TIME);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
      body(response, in, MOST_BODY_BYTES, body);
    } catch (IOException early) { // an incomplete explanation is better than none
      LOG.log(DEBUG, "The body of the response has not come whole.", early);
    }
    return response.with(body);
  }

  /**
   * Reads a response with a whole body.
   *
   * @param most how many bytes of the body to read; the rest of a longer one is not read
   * @param time how long to read them
   * @throws IOException if it is not HTTP, or incomplete
   */
  static HttpResponse read(DeadlineInputStream in, int most, Duration time) throws IOException {
    HttpResponse response = last(in);
    if (response.hasNoBody()) {
      return response;
    }
    in.hurry(time);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body(response, in, most, body);
    return response.with(body);
  }

  /** RFC 9110 section 15.2: any number of 1xx responses may precede it. */
  private static HttpResponse last(InputStream in) throws IOException {
    HttpResponse response = headed(in);
    while (response.status() < 200 && response.status() != 101) {
      response = headed(in);
    }
    return response;
  }

  private boolean hasNoBody() {
    return status == 101 || status == 204 || status == 304;
  }

  private HttpResponse with(ByteArrayOutputStream whole) {
    return new HttpResponse(status, headers, whole.toString(StandardCharsets.UTF_8));
  }

  private static HttpResponse headed(InputStream in) throws IOException {
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
    return new HttpResponse(status, List.copyOf(headers), "");
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
      int next = in.read();
      if (next < 0) {
        throw head.isEmpty()
            ? new EOFException("The connection ended without a response.")
            : new NotHttpException(head.toString());
      }
      if (head.length() == MOST_HEAD_BYTES) {
        throw new NotHttpException(head.substring(0, 100));
      }
      head.append((char) next);
      if (head.length() <= BEGINNING.length() && !BEGINNING.startsWith(head.toString())) {
        while (in.available() > 0 && head.length() < MOST_QUOTED) {
          head.append((char) in.read());
        }
        throw new NotHttpException(head.toString()); // the rest may never arrive
      }
    }
    return head.toString();
  }

  private static void body(
      HttpResponse response, InputStream in, int limit, ByteArrayOutputStream body)
      throws IOException {
    if (response.header("Transfer-Encoding").stream().anyMatch("chunked"::equalsIgnoreCase)) {
      int size = chunkSize(in);
      while (size > 0) {
        copy(in, Math.min(size, limit - body.size()), body);
        if (body.size() == limit) {
          return;
        }
        line(in);
        size = chunkSize(in);
      }
      return;
    }
    Optional<String> length = response.header("Content-Length").stream().findFirst();
    boolean known = length.isPresent() && length.get().matches("\\d{1,18}");
    int most = (int) Math.min(known ? Long.parseLong(length.get()) : limit, limit);
    copy(in, most, body);
    if (known && body.size() < most) {
      throw new EOFException(
          "The response ended after " + body.size() + " of " + length.get() + " bytes.");
    }
  }

  private static void copy(InputStream in, int count, ByteArrayOutputStream to) throws IOException {
    byte[] piece = new byte[Math.min(count, 8192)];
    int left = count;
    while (left > 0) {
      int got = in.read(piece, 0, Math.min(left, piece.length));
      if (got < 0) {
        return;
      }
      to.write(piece, 0, got);
      left -= got;
    }
  }

  /** RFC 9112 section 7.1. */
  private static int chunkSize(InputStream in) throws IOException {
    String line = line(in).replaceFirst(";.*", "").strip();
    if (!line.matches("[0-9A-Fa-f]{1,7}")) {
      throw new NotHttpException(line);
    }
    return Integer.parseInt(line, 16);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n' && line.length() < 100; next = in.read()) {
      line.append((char) next);
    }
    return line.toString();
  }

  /** The received bytes are not an HTTP/1.1 response. */
  static final class NotHttpException extends IOException {
    private static final long serialVersionUID = 1L;

    NotHttpException(String line) {
      super("The response is not HTTP/1.1; it begins with " + Quoted.of(line) + ".");
    }
  }
}
