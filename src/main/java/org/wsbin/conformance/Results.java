package org.wsbin.conformance;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.wsbin.text.PlainText;

/**
 * The results of agents: the last one of each case. Keeps {@value #MOST_AGENTS} agents; that of the
 * oldest goes when another comes. Safe from any thread.
 */
public final class Results {
  /** How many agents are kept. */
  public static final int MOST_AGENTS = 20;

  /** What results may take of the heap, whatever their limit is, is the heap divided by this. */
  private static final long PART_OF_HEAP = 8;

  private final Map<String, Map<CaseId, CaseResult>> byAgent = new TreeMap<>();
  private final List<String> oldestFirst = new ArrayList<>();

  /** So many of them are in the order that all nodes share. */
  private int ordered;

  private final long mostBytes;
  private long bytes;

  /**
   * No results yet.
   *
   * @param mostBytes what all of them may take, about, at most an eighth of the heap: then the
   *     oldest agent goes, and of a single one the wire logs
   */
  public Results(long mostBytes) {
    this.mostBytes = Math.min(mostBytes, Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
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
      ordered = Math.max(0, ordered - 1);
      bytes -= gone.values().stream().mapToLong(CaseResult::bytes).sum();
    }
    if (bytes > mostBytes) {
      bytes -= result.bytes();
      CaseResult brief = result.withoutLog();
      byAgent.get(agent).put(result.played().id(), brief);
      bytes += brief.bytes();
    }
  }

  /** An agent has its place among those that all nodes share; it counts as newer than they. */
  synchronized void order(String agent) {
    int place = oldestFirst.indexOf(agent);
    if (place >= ordered) {
      oldestFirst.add(ordered++, oldestFirst.remove(place));
    }
  }

  /** The order that nodes have shared counts no more. */
  synchronized void forgetOrder() {
    ordered = 0;
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

  /** Adds the results of others; an agent whose name is taken gets " (2)" or more behind it. */
  public synchronized void addAll(Results others) {
    for (String agent : others.agents()) {
      String name = agent;
      for (int n = 2; byAgent.containsKey(name); n++) {
        name = agent + " (" + n + ")";
      }
      for (CaseResult result : others.of(agent)) {
        add(name.equals(agent) ? result : result.of(name));
      }
    }
  }

  /** How many cases have failed, of all agents. */
  public synchronized long failed() {
    return all().filter(result -> !result.passed()).count();
  }

  private Stream<CaseResult> all() {
    return byAgent.values().stream().flatMap(cases -> cases.values().stream());
  }

  /** A line for each agent: its name, and how often which verdict came. */
  public synchronized List<String> summary() {
    List<String> lines = new ArrayList<>();
    byAgent.forEach(
        (agent, cases) -> {
          Map<Verdicts.Behaviour, Integer> counts = new EnumMap<>(Verdicts.Behaviour.class);
          cases
              .values()
              .forEach(result -> counts.merge(result.judgement().behaviour(), 1, Integer::sum));
          long failed = cases.values().stream().filter(result -> !result.passed()).count();
          lines.add(
              PlainText.of(agent)
                  + ": "
                  + cases.size()
                  + (cases.size() == 1 ? " case, " : " cases, ")
                  + failed
                  + " failed; "
                  + counts.entrySet().stream()
                      .map(each -> each.getValue() + " " + each.getKey())
                      .collect(joining(", ")));
        });
    return lines;
  }

  /**
   * A case that failed.
   *
   * @param words what it is about
   * @param inClosingOnly whether only the connection closed otherwise than it should
   */
  public record Failed(CaseId id, String words, String why, boolean inClosingOnly) {}

  /** The cases in which that agent failed. */
  public synchronized List<Failed> failed(String agent) {
    return of(agent).stream()
        .filter(result -> !result.passed())
        .map(
            result ->
                new Failed(
                    result.played().id(),
                    result.played().own().words(),
                    result.judgement().result(),
                    result.judgement().behaviour() != Verdicts.Behaviour.FAILED))
        .toList();
  }

  /** A line for each case that failed. */
  public synchronized List<String> failures() {
    return all()
        .filter(result -> !result.passed())
        .map(
            result ->
                String.format(
                    "%-8s %s / %s  %s",
                    result.played().id(),
                    result.judgement().behaviour(),
                    result.judgement().close(),
                    result.judgement().behaviour() == Verdicts.Behaviour.FAILED
                        ? result.judgement().result()
                        : result.judgement().closeResult()))
        .toList();
  }
}
