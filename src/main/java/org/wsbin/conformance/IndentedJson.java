package org.wsbin.conformance;

import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.wsbin.text.Json;

/**
 * JSON in many lines: three blanks for each level, names in the order of their characters, no line
 * end behind the last line.
 */
final class IndentedJson {
  private static final String STEP = "   ";

  private final StringBuilder text = new StringBuilder();

  private IndentedJson() {}

  /**
   * The text of a value.
   *
   * @param value a map of names to values, an iterable of values, or what {@link Json} takes; or
   *     null
   */
  static String of(Object value) {
    IndentedJson json = new IndentedJson();
    json.write(value, "\n");
    return json.text.toString();
  }

  private void write(Object value, String line) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach((name, member) -> sorted.put(name.toString(), member));
      writeAll(
          '{',
          sorted.entrySet().iterator(),
          '}',
          line,
          (member, next) -> {
            text.append(Json.of(member.getKey())).append(": ");
            write(member.getValue(), next);
          });
    } else if (value instanceof Iterable<?> values) {
      writeAll('[', values.iterator(), ']', line, this::write);
    } else {
      text.append(value == null ? "null" : Json.of(value));
    }
  }

  /** Writes something in lines that begin like that. */
  private interface Part<T> {
    void write(T value, String line);
  }

  private <T> void writeAll(char begin, Iterator<T> all, char end, String line, Part<T> part) {
    text.append(begin);
    if (all.hasNext()) {
      String next = line + STEP;
      String separator = next;
      while (all.hasNext()) {
        text.append(separator);
        part.write(all.next(), next);
        separator = "," + next;
      }
      text.append(line);
    }
    text.append(end);
  }
}
