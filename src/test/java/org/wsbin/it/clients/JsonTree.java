package org.wsbin.it.clients;

import java.util.List;
import java.util.Map;
import org.wsbin.text.JsonReader;

/** The objects in JSON. */
final class JsonTree {
  private JsonTree() {}

  /** The members of an object. */
  static Map<String, Object> object(String json) {
    return members(JsonReader.read(json));
  }

  @SuppressWarnings("unchecked") // an object has no other names
  static Map<String, Object> members(Object value) {
    return (Map<String, Object>) value;
  }

  /** The objects in an array. */
  static List<Map<String, Object>> objects(Object array) {
    return ((List<?>) array).stream().map(JsonTree::members).toList();
  }
}
