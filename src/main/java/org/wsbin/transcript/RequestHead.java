package org.wsbin.transcript;

import java.util.List;
import java.util.Map;
import org.wsbin.scenario.OpeningRequest;

/**
 * A request as it came.
 *
 * @param id of the connection
 * @param line the request line
 * @param headers the header lines, in order if the container keeps it
 * @param client the client's address and port
 */
public record RequestHead(
    String id, String line, List<Map.Entry<String, String>> headers, String client) {

  static RequestHead of(OpeningRequest opening) {
    String query = opening.query().map(text -> "?" + text).orElse("");
    return new RequestHead(
        opening.id(),
        opening.method() + " " + opening.path() + query + " " + opening.httpVersion(),
        List.copyOf(opening.headers()),
        opening.peerAddress());
  }

  /** The approximate heap size of its connection without frames, in bytes. */
  long bytes() {
    return 768
        + 2L * line.length()
        + headers.stream()
            .mapToLong(h -> 96 + 2L * h.getKey().length() + 2L * h.getValue().length())
            .sum();
  }
}
