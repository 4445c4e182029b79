package org.wsbin.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The results of agents: the last one of each case. Keeps {@value #MOST_AGENTS} agents; that of the
 * oldest goes when another comes. Safe from any thread.
 */
public final class Results {
  /** How many agents are kept. */
  public static final int MOST_AGENTS = 20;

  private final Map<String, Map<CaseId, CaseResult>> byAgent = new TreeMap<>();
  private final List<String> oldestFirst = new ArrayList<>();
  private final Map<String, List<Consumer<CaseResult>>> waiting = new TreeMap<>();

  /** Adds a result, or replaces the one before it. */
  void add(CaseResult result) {
    String agent = result.setting().agent();
    List<Consumer<CaseResult>> told;
    synchronized (this) {
      if (!byAgent.containsKey(agent)) {
        oldestFirst.add(agent);
        if (oldestFirst.size() > MOST_AGENTS) {
          byAgent.remove(oldestFirst.remove(0));
        }
      }
      byAgent.computeIfAbsent(agent, a -> new TreeMap<>()).put(result.played().id(), result);
      told =
          Optional.ofNullable(waiting.remove(key(agent, result.played().id()))).orElse(List.of());
    }
    told.forEach(each -> each.accept(result));
  }

  private static String key(String agent, CaseId id) {
    return id + " " + agent;
  }

  /** The result of a case, if there is one. */
  synchronized Optional<CaseResult> find(String agent, CaseId id) {
    return Optional.ofNullable(byAgent.getOrDefault(agent, Map.of()).get(id));
  }

  /** Calls with the result: at once, or when it comes. A later call takes the place of this one. */
  void await(String agent, CaseId id, Consumer<CaseResult> told) {
    Optional<CaseResult> known;
    synchronized (this) {
      known = find(agent, id);
      if (known.isEmpty()) {
        waiting.put(key(agent, id), List.of(told));
      }
    }
    known.ifPresent(told);
  }

  /** Whoever waits for it has gone. */
  synchronized void forget(String agent, CaseId id, Consumer<CaseResult> told) {
    waiting.remove(key(agent, id), List.of(told));
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
