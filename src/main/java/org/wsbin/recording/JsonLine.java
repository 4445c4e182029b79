package org.wsbin.recording;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * Values as JSON (RFC 8259) in one line, with nothing but the JDK: the client's jar has no library
 * for it.
 */
public final class JsonLine {
  private JsonLine() {}

  /**
   * The text of a value.
   *
   * @param value a map of names to values, in its order; an iterable of values; an optional, whose
   *     absence is null; a finite number, a boolean, or a text
   * @throws IllegalArgumentException if the value is anything else
   */
  public static String of(Object value) {
    StringBuilder text = new StringBuilder();
    write(text, value);
    return text.toString();
  }

  private static void write(StringBuilder text, Object value) {
    if (value instanceof Map<?, ?> map) {
      String separator = "{";
      for (Map.Entry<?, ?> member : map.entrySet()) {
        text.append(separator);
        string(text, member.getKey().toString());
        text.append(':');
        write(text, member.getValue());
        separator = ",";
      }
      text.append(map.isEmpty() ? "{}" : "}");
    } else if (value instanceof Iterable<?> values) {
      Iterator<?> elements = values.iterator();
      text.append('[');
      while (elements.hasNext()) {
        write(text, elements.next());
        text.append(elements.hasNext() ? "," : "");
      }
      text.append(']');
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresentOrElse(present -> write(text, present), () -> text.append("null"));
    } else if (value instanceof Number || value instanceof Boolean) {
      text.append(value);
    } else if (value instanceof String string) {
      string(text, string);
    } else {
      throw new IllegalArgumentException("No JSON is known for " + value + ".");
    }
  }

  private static void string(StringBuilder text, String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f || Character.isSurrogate(c)) {
        text.append("\\u%04x".formatted((int) c)); // half a pair has no UTF-8
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
