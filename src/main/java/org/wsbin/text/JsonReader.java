package org.wsbin.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON (RFC 8259) into values. */
public final class JsonReader {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonReader() {}

  /**
   * The value that the text describes: a map, a list, a text, a {@link Long}, a {@link Double}, a
   * boolean, or null.
   *
   * @throws IllegalArgumentException with a sentence, if the text is not JSON
   */
  public static Object read(String text) {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      json.nextToken();
      Object value = value(json);
      if (json.nextToken() != null) {
        throw new IllegalArgumentException("There is something after the end of the JSON.");
      }
      return value;
    } catch (StreamConstraintsException tooMuch) {
      throw new IllegalArgumentException(
          "It is JSON that is nested too deeply, or has a number or a text that is too long.",
          tooMuch);
    } catch (JacksonException wrong) {
      throw new IllegalArgumentException(
          "It is not JSON: " + wrong.getOriginalMessage() + ".", wrong);
    }
  }

  private static Object value(JsonParser json) {
    JsonToken token = json.currentToken();
    if (token == null) {
      throw new IllegalArgumentException("It is not JSON: it is empty.");
    }
    return switch (token) {
      case START_OBJECT -> object(json);
      case START_ARRAY -> array(json);
      case VALUE_STRING -> json.getString();
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private static Map<String, Object> object(JsonParser json) {
    Map<String, Object> members = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      members.put(name, value(json));
    }
    return members;
  }

  private static List<Object> array(JsonParser json) {
    List<Object> values = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      values.add(value(json));
    }
    return values;
  }
}
