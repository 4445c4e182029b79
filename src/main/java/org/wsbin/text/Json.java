package org.wsbin.text;

import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Values as JSON (RFC 8259), in one line. */
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /**
   * The text of a value.
   *
   * @param value a map of names to values, in its order; an iterable of values; an optional, whose
   *     absence is null; a number, a boolean, or a text
   * @throws IllegalArgumentException if the value is anything else
   */
  public static String of(Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(json, value);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Object value) {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      map.forEach(
          (name, member) -> {
            json.writeName(name.toString());
            write(json, member);
          });
      json.writeEndObject();
    } else if (value instanceof Iterable<?> values) {
      json.writeStartArray();
      values.forEach(element -> write(json, element));
      json.writeEndArray();
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresentOrElse(present -> write(json, present), json::writeNull);
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof String string) {
      json.writeString(string);
    } else {
      throw new IllegalArgumentException("No JSON is known for " + value.getClass() + ".");
    }
  }
}
