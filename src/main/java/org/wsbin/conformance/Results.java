package org.wsbin.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The results of agents: the last one of each case. Keeps {@value #MOST_AGENTS} agents; that of the
 * oldest goes when another comes. Safe from any thread.
 */
public final class Results {
  /** How many agents are kept. */
  public static final int MOST_AGENTS = 20;

  private final Map<String, Map<CaseId, CaseResult>> byAgent = new TreeMap<>();
  private final List<String> oldestFirst = new ArrayList<>();
  private final long mostBytes;
  private long bytes;

  /**
   * No results yet.
   *
   * @param mostBytes what all of them may take, about: then the oldest agent goes, and of a single
   *     one the wire logs
   */
  public Results(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Adds a result, or replaces the one before it. */
  synchronized void add(CaseResult result) {
    String agent = result.setting().agent();
    if (!byAgent.containsKey(agent)) {
      oldestFirst.add(agent);
    }
    CaseResult before =
        byAgent.computeIfAbsent(agent, a -> new TreeMap<>()).put(result.played().id(), result);
    bytes += result.bytes() - (before == null ? 0 : before.bytes());
    while (oldestFirst.size() > MOST_AGENTS || (bytes > mostBytes && oldestFirst.size() > 1)) {
      Map<CaseId, CaseResult> gone = byAgent.remove(oldestFirst.remove(0));
      bytes -= gone.values().stream().mapToLong(CaseResult::bytes).sum();
    }
    if (bytes > mostBytes) {
      bytes -= result.bytes();
      CaseResult brief = result.withoutLog();
      byAgent.get(agent).put(result.played().id(), brief);
      bytes += brief.bytes();
    }
  }

  /** The result of a case, if there is one. */
  synchronized Optional<CaseResult> find(String agent, CaseId id) {
    return Optional.ofNullable(byAgent.getOrDefault(agent, Map.of()).get(id));
  }

  /** The names of the agents. */
  public synchronized List<String> agents() {
    return List.copyOf(byAgent.keySet());
  }

  /** The results of one agent, in the order of the cases. */
  synchronized List<CaseResult> of(String agent) {
    return List.copyOf(byAgent.getOrDefault(agent, Map.of()).values());
  }
}
