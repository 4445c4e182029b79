package org.wsbin.web;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.wsbin.cluster.LocalNode;
import org.wsbin.scenario.Connections;
import org.wsbin.text.Json;

/** What this node tells the others, and does for them. */
final class NodeReport implements LocalNode {
  private final Connections connections;
  private final Instant startedAt;
  private final String container;
  private final Duration drainTime;
  private final Consumer<List<String>> gone;
  private Optional<Thread> draining = Optional.empty();

  /**
   * A report on these connections.
   *
   * @param gone is told of nodes that have not been heard of for a while
   */
  NodeReport(
      Connections connections,
      Instant startedAt,
      String container,
      Duration drainTime,
      Consumer<List<String>> gone) {
    this.connections = connections;
    this.startedAt = startedAt;
    this.container = container;
    this.drainTime = drainTime;
    this.gone = gone;
  }

  @Override
  public String report() {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("startedAt", startedAt.toString());
    report.put("container", container);
    report.put("connections", connections.count());
    report.put("memoryUsed", connections.memory().used());
    report.put("memory", connections.memory().capacity());
    report.put("ready", connections.full().isEmpty());
    report.put("draining", connections.leaving());
    return Json.of(report);
  }

  @Override
  public Map<String, AddressUse> addresses() {
    Map<String, AddressUse> all = new HashMap<>();
    connections.byAddress().forEach((address, open) -> all.put(address, new AddressUse(open, 0)));
    connections
        .takeHandshakes()
        .forEach((address, made) -> all.merge(address, new AddressUse(0, made), AddressUse::plus));
    return all;
  }

  @Override
  public void elsewhere(Map<String, AddressUse> others) {
    Map<String, Integer> open = new HashMap<>();
    Map<String, Integer> made = new HashMap<>();
    others.forEach(
        (address, use) -> {
          open.put(address, use.connections());
          made.put(address, use.handshakes());
        });
    connections.elsewhere(open, made);
  }

  @Override
  public synchronized void drain(boolean wanted) {
    draining.ifPresent(Thread::interrupt);
    draining = Optional.empty();
    if (wanted) {
      Thread thread = new Thread(() -> connections.drain(drainTime), "wsbin-drain");
      thread.setDaemon(true);
      thread.start();
      draining = Optional.of(thread);
    } else {
      connections.comeBack();
    }
  }

  @Override
  public void gone(List<String> nodes) {
    gone.accept(nodes);
  }
}
