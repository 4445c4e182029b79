package org.wsbin.workload;

import java.util.Map;
import java.util.TreeMap;

/** What went wrong, counted by kind, such as {@code closed 1001}. Belongs to one thread. */
final class LoadErrors {
  /** More kinds are counted together. */
  static final int MOST_KINDS = 100;

  static final String OTHERS = "others";
  static final String NO_ANSWER = "no answer";
  static final String NOT_SENT = "not sent";

  private final Map<String, Long> counts = new TreeMap<>();
  private long all;

  void add(String kind) {
    add(kind, 1);
  }

  void add(String kind, long count) {
    if (count > 0) {
      boolean known = counts.containsKey(kind) || counts.size() < MOST_KINDS;
      counts.merge(known ? kind : OTHERS, count, Long::sum);
      all += count;
    }
  }

  void add(LoadErrors others) {
    others.counts.forEach(this::add);
  }

  long all() {
    return all;
  }

  Map<String, Long> byKind() {
    return Map.copyOf(counts);
  }
}
