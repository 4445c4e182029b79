package org.wsbin.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Puts together the seconds of all threads. Belongs to one thread. */
final class SecondCollector {
  private final int threads;
  private final Consumer<LoadSecond> complete;
  private final TreeMap<Integer, List<LoadSecond>> parts = new TreeMap<>();
  private final List<LoadPoint> points = new ArrayList<>();
  private int filled;
  private LoadSecond total = new LoadSecond(0, LoadSecond.histogram(), 0, 0, 0, 0, 0);

  SecondCollector(int threads, Consumer<LoadSecond> complete) {
    this.threads = threads;
    this.complete = complete;
  }

  void add(LoadSecond part) {
    List<LoadSecond> same = parts.computeIfAbsent(part.number(), number -> new ArrayList<>());
    same.add(part);
    if (same.size() == threads) {
      close(parts.remove(part.number()));
    }
  }

  /** All threads have ended, some of them perhaps earlier than others. */
  void end() {
    parts.values().forEach(this::close);
    parts.clear();
  }

  private void close(List<LoadSecond> same) {
    LoadSecond second = same.stream().reduce(LoadSecond::plus).orElseThrow();
    total = total.plus(second);
    points.add(LoadPoint.of(second));
    if (second.latency().getTotalCount() > 0 || second.received() > 0 || second.errors() > 0) {
      filled = points.size();
    }
    complete.accept(second);
  }

  LoadSecond total() {
    return total;
  }

  /** Up to the last one in which something happened: those without anything show a stall. */
  List<LoadPoint> points() {
    return List.copyOf(points.subList(0, filled));
  }
}
