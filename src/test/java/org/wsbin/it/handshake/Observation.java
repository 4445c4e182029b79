package org.wsbin.it.handshake;

import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.wsbin.it.raw.Headers;
import org.wsbin.it.raw.RawResponse;

/**
 * What a server answered to a case, as far as it means something to a client, and written so that
 * equal meaning is equal text: without the server's address, without what every container words its
 * own way (Date, Server, Content-Length, Connection's close and keep-alive).
 *
 * @param headers {@code name: value}, joined by semicolons
 * @param body one line, empty if there is none
 */
record Observation(String name, int status, String headers, String body) {
  private static final Set<String> PERSISTENCE = Set.of("close", "keep-alive");
  private static final List<String> HEADERS =
      List.of(
          "Allow",
          "Upgrade",
          "Connection",
          "Sec-WebSocket-Version",
          "Sec-WebSocket-Accept",
          "Sec-WebSocket-Protocol",
          "Sec-WebSocket-Extensions",
          "Content-Type");
  private static final String TAB = "\t";

  static Observation of(String name, RawResponse answer, URI base) {
    String headers =
        HEADERS.stream()
            .filter(header -> !meaning(answer.headers(), header).isEmpty())
            .map(header -> header + ": " + meaning(answer.headers(), header))
            .collect(joining("; "));
    return new Observation(name, answer.status(), headers, portable(answer.body().utf8(), base));
  }

  private static String portable(String body, URI base) {
    String contextPath = "(?<![\\w.-])" + Pattern.quote(base.getRawPath());
    return body.strip()
        .replaceAll("[\\r\\n\\t]+", " ")
        .replace(base.getAuthority(), "{authority}")
        .replaceAll(contextPath, "/");
  }

  /**
   * A header as one value that is equal where the meaning is equal; empty if there is none. Of
   * Connection, what it says about the connection's persistence is each container's own business.
   */
  static String meaning(Headers headers, String name) {
    return switch (name) {
      case "Upgrade" -> String.join(", ", headers.tokens(name));
      case "Connection" ->
          headers.tokens(name).stream()
              .filter(token -> !PERSISTENCE.contains(token))
              .collect(joining(", "));
      case "Content-Type" ->
          headers.first(name).orElse("").replaceAll("[ \"]", "").toLowerCase(Locale.ROOT);
      default -> String.join(", ", headers.all(name));
    };
  }

  String line() {
    return String.join(TAB, name, Integer.toString(status), headers, body);
  }

  static Observation parse(String line) {
    String[] cells = line.split(TAB, -1);
    if (cells.length != 4) {
      throw new IllegalArgumentException("Not four cells: \"" + line + "\".");
    }
    return new Observation(cells[0], Integer.parseInt(cells[1]), cells[2], cells[3]);
  }

  /** Whether a container's error page was served. */
  boolean isHtml() {
    return headers.contains("Content-Type: text/html");
  }

  /** Status, headers and body, without the name of the case. */
  List<String> answer() {
    return List.of(Integer.toString(status), headers, body);
  }
}
