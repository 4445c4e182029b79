package org.wsbin.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A change to the headers that a 101 has by the rules: what is right becomes wrong. */
public sealed interface HeaderChange {

  /** The headers after the change; names are compared as they are written. */
  List<Map.Entry<String, String>> applyTo(List<Map.Entry<String, String>> headers);

  /** The header has this value instead of its own, in a line at the end. */
  record Replace(String name, String value) implements HeaderChange {
    @Override
    public List<Map.Entry<String, String>> applyTo(List<Map.Entry<String, String>> headers) {
      List<Map.Entry<String, String>> changed = new ArrayList<>(new Remove(name).applyTo(headers));
      changed.add(Map.entry(name, value));
      return List.copyOf(changed);
    }
  }

  /** The header is not there. */
  record Remove(String name) implements HeaderChange {
    @Override
    public List<Map.Entry<String, String>> applyTo(List<Map.Entry<String, String>> headers) {
      return headers.stream().filter(header -> !header.getKey().equals(name)).toList();
    }
  }

  /** The header comes a second time, in a line at the end. */
  record Repeat(String name) implements HeaderChange {
    @Override
    public List<Map.Entry<String, String>> applyTo(List<Map.Entry<String, String>> headers) {
      List<Map.Entry<String, String>> changed = new ArrayList<>(headers);
      headers.stream().filter(header -> header.getKey().equals(name)).forEach(changed::add);
      return List.copyOf(changed);
    }
  }
}
