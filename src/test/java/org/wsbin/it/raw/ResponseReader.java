package org.wsbin.it.raw;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads one HTTP/1.1 answer and not an octet more (RFC 9112 section 6.3). */
final class ResponseReader {
  private static final int MAX_LINE = 16 * 1024;

  private final InputStream in;

  ResponseReader(InputStream in) {
    this.in = in;
  }

  /**
   * The next answer.
   *
   * @param toHead whether the request was a HEAD, whose answer has no body
   * @throws EOFException if the connection ended before the answer did
   */
  RawResponse read(boolean toHead) throws IOException {
    int status = status(line());
    Headers headers = headers();
    boolean bodiless = toHead || status < 200 || status == 204 || status == 304;
    return new RawResponse(status, headers, bodiless ? Bytes.EMPTY : Bytes.of(body(headers)));
  }

  private static int status(String line) throws IOException {
    if (!line.matches("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?")) {
      throw new IOException("Not a status line: \"" + line + "\".");
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private Headers headers() throws IOException {
    List<HeaderLine> lines = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      lines.add(HeaderLine.parse(line));
    }
    return new Headers(lines);
  }

  private byte[] body(Headers headers) throws IOException {
    if (headers.tokens("Transfer-Encoding").contains("chunked")) {
      return chunks();
    }
    var length = headers.first("Content-Length");
    return length.isPresent() ? exactly(Integer.parseInt(length.get())) : in.readAllBytes();
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.write(exactly(size));
      line();
    }
    headers(); // the trailers, and the empty line after them
    return body.toByteArray();
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line().replaceFirst(";.*", "").strip(), 16);
  }

  private byte[] exactly(int length) throws IOException {
    byte[] octets = in.readNBytes(length);
    if (octets.length < length) {
      throw new EOFException(
          "The body ended after " + octets.length + " of " + length + " octets.");
    }
    return octets;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0 || line.size() == MAX_LINE) {
        throw new EOFException("The head ended within the line \"" + line + "\".");
      }
      line.write(octet);
    }
    return line.toString(ISO_8859_1).replaceFirst("\r$", "");
  }
}
