package org.wsbin.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A change that makes the headers of a correct 101 wrong. */
public sealed interface HeaderChange {

  /** The headers after the change; names are case-sensitive. */
  List<Map.Entry<String, String>> applyTo(List<Map.Entry<String, String>> headers);

  /** Replaces the value of the header, in a line at the end. */
  record Replace(String name, String value) implements HeaderChange {
    @Override
    public List<Map.Entry<String, String>> applyTo(List<Map.Entry<String, String>> headers) {
      List<Map.Entry<String, String>> changed = new ArrayList<>(new Remove(name).applyTo(headers));
      changed.add(Map.entry(name, value));
      return List.copyOf(changed);
    }
  }

  /** Removes the header. */
  record Remove(String name) implements HeaderChange {
    @Override
    public List<Map.Entry<String, String>> applyTo(List<Map.Entry<String, String>> headers) {
      return headers.stream().filter(header -> !header.getKey().equals(name)).toList();
    }
  }

  /** Repeats the header in a line at the end. */
  record Repeat(String name) implements HeaderChange {
    @Override
    public List<Map.Entry<String, String>> applyTo(List<Map.Entry<String, String>> headers) {
      List<Map.Entry<String, String>> changed = new ArrayList<>(headers);
      headers.stream().filter(header -> header.getKey().equals(name)).forEach(changed::add);
      return List.copyOf(changed);
    }
  }
}
