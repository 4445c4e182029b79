package org.wsbin.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The members of an object in a file, with a sentence for each that is missing or wrong. */
record Members(String path, Map<?, ?> values) {

  static Members of(String path, Object value) {
    if (value instanceof Map<?, ?> map) {
      return new Members(path, map);
    }
    throw wrong(path, "an object");
  }

  static SideException wrong(String path, String allowed) {
    return new SideException(
        "is not a transcript: " + (path.isEmpty() ? "it" : path) + " must be " + allowed);
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private <T> T required(String name, Class<T> type, String allowed) {
    Object value = values.get(name);
    if (!type.isInstance(value)) {
      throw wrong(at(name), allowed);
    }
    return type.cast(value);
  }

  String text(String name) {
    return required(name, String.class, "a text");
  }

  /** A whole number from 0 to that one; {@link Long#MAX_VALUE} is no limit. */
  long number(String name, long most) {
    String allowed =
        "a whole number, 0 or more" + (most == Long.MAX_VALUE ? "" : ", at most " + most);
    long value = required(name, Long.class, allowed);
    if (value < 0 || value > most) {
      throw wrong(at(name), allowed);
    }
    return value;
  }

  double seconds(String name) {
    return required(name, Number.class, "a number").doubleValue();
  }

  boolean flag(String name) {
    return required(name, Boolean.class, "true or false");
  }

  Optional<Object> optional(String name) {
    return Optional.ofNullable(values.get(name));
  }

  Members object(String name) {
    return of(at(name), values.get(name));
  }

  <T> List<T> list(String name, Function<Members, T> each) {
    List<T> all = new ArrayList<>();
    for (Object value : values(name)) {
      all.add(each.apply(of(at(name) + "[" + all.size() + "]", value)));
    }
    return all;
  }

  List<Object> values(String name) {
    List<?> values = required(name, List.class, "a list");
    return new ArrayList<>(values);
  }
}
