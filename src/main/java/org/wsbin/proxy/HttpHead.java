package org.wsbin.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of a request or a response, byte for byte as it came: each line with its line end, and a
 * folded line together with the one before it.
 *
 * @param start the first line, with empty lines in front of it
 * @param fields the lines of headers
 * @param end the empty line
 */
record HttpHead(String start, List<String> fields, String end) {
  private static final Pattern REQUEST = Pattern.compile("(\\S+) (\\S+) HTTP/1\\.[01]");
  private static final Pattern RESPONSE = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");

  HttpHead {
    fields = List.copyOf(fields);
  }

  /** Reads a head, which ends in an empty line. */
  static HttpHead of(String text) {
    List<String> lines = new ArrayList<>();
    for (int from = 0, to; from < text.length(); from = to) {
      to = text.indexOf('\n', from) + 1;
      String line = text.substring(from, to);
      boolean continues = line.startsWith(" ") || line.startsWith("\t");
      if (!lines.isEmpty() && (continues || lines.get(lines.size() - 1).isBlank())) {
        lines.set(lines.size() - 1, lines.get(lines.size() - 1) + line);
      } else {
        lines.add(line);
      }
    }
    int last = lines.size() - 1;
    return new HttpHead(lines.get(0), lines.subList(1, last), lines.get(last));
  }

  byte[] bytes() {
    return (start + String.join("", fields) + end).getBytes(ISO_8859_1);
  }

  HttpHead with(List<String> otherFields) {
    return new HttpHead(start, otherFields, end);
  }

  boolean isRequest() {
    return REQUEST.matcher(start.strip()).matches();
  }

  boolean isResponse() {
    return RESPONSE.matcher(start.strip()).matches();
  }

  /** The method of a request. */
  String method() {
    return start.strip().split(" ", 2)[0];
  }

  /** The status of a response. */
  int status() {
    Matcher matcher = RESPONSE.matcher(start.strip());
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /** Whether the connection ends after it if nobody says otherwise. */
  boolean isOld() {
    return start.contains("HTTP/1.0");
  }

  /** The values of a header. */
  List<String> values(String name) {
    return fields.stream().filter(line -> isOf(line, name)).map(HttpHead::value).toList();
  }

  /** The elements of a header that is a list, in lower case. */
  List<String> tokens(String name) {
    return values(name).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(token -> token.strip().toLowerCase(Locale.ROOT))
        .filter(token -> !token.isEmpty())
        .toList();
  }

  /** Whether this line is one of that header. */
  static boolean isOf(String line, String name) {
    int colon = line.indexOf(':');
    return colon >= 0 && line.substring(0, colon).strip().equalsIgnoreCase(name);
  }

  /** The value in the line of a header. */
  static String value(String line) {
    return line.substring(line.indexOf(':') + 1).replaceAll("[\\r\\n]+", " ").strip();
  }
}
