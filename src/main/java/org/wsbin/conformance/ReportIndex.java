package org.wsbin.conformance;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wsbin.conformance.Verdicts.Behaviour;
import org.wsbin.conformance.Verdicts.Close;
import org.wsbin.text.JsonReader;

/** The verdicts of an {@code index.json}, ours or that of another suite. */
record ReportIndex(TreeMap<String, Map<CaseId, Entry>> agents) {
  private static final int MOST_SHOWN = 60;

  /** Both verdicts of a case. */
  record Entry(Behaviour behaviour, Close close) {
    /** Whether one of the verdicts is worse. */
    boolean isWorseThan(Entry other) {
      return rank(behaviour) > rank(other.behaviour) || (isGood(other.close) && !isGood(close));
    }

    private static boolean isGood(Close verdict) {
      return verdict == Close.OK || verdict == Close.INFORMATIONAL;
    }

    private static int rank(Behaviour verdict) {
      return switch (verdict) {
        case OK, INFORMATIONAL -> 0;
        case NON_STRICT -> 1;
        case UNIMPLEMENTED -> 2;
        case FAILED -> 3;
      };
    }

    @Override
    public String toString() {
      return behaviour + "/" + close;
    }
  }

  /**
   * Reads it.
   *
   * @param which of several it is, for the sentence
   * @throws IllegalArgumentException with a sentence, if it is something else
   */
  static ReportIndex read(String which, String json) {
    try {
      ReportIndex index = new ReportIndex(new TreeMap<>());
      object(JsonReader.read(json), "It")
          .forEach((agent, cases) -> index.agents.put(agent.toString(), cases(agent, cases)));
      return index;
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "The " + which + " report is no index.json of a conformance suite. " + wrong.getMessage(),
          wrong);
    }
  }

  private static Map<CaseId, Entry> cases(Object agent, Object value) {
    Map<CaseId, Entry> cases = new TreeMap<>();
    object(value, "The agent " + shown(agent))
        .forEach(
            (id, members) -> {
              String what = "Case " + shown(id) + " of the agent " + shown(agent);
              Map<?, ?> entry = object(members, what);
              cases.put(
                  CaseId.of(id.toString()),
                  new Entry(
                      verdict(what, "behavior", entry, Behaviour.values()),
                      verdict(what, "behaviorClose", entry, Close.values())));
            });
    return cases;
  }

  private static Map<?, ?> object(Object value, String what) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException(what + " must be an object; it is " + shown(value) + ".");
  }

  private static <T> T verdict(String what, String name, Map<?, ?> entry, T[] allowed) {
    Object found = entry.get(name);
    return Arrays.stream(allowed)
        .filter(verdict -> verdict.toString().equals(found))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s has %s as \"%s\"; allowed are %s."
                        .formatted(
                            what,
                            found == null ? "nothing" : shown(found),
                            name,
                            Arrays.stream(allowed).map(Object::toString).collect(joining(", ")))));
  }

  private static String shown(Object value) {
    String text = ReportText.line(String.valueOf(value), MOST_SHOWN);
    return value instanceof String ? "\"" + text + "\"" : text;
  }

  /** The cases of an agent; none if it is not there. */
  Map<CaseId, Entry> of(String agent) {
    return Optional.ofNullable(agents.get(agent)).orElse(Map.of());
  }

  /** Whether both have one agent, with different names. */
  boolean isRenamed(ReportIndex other) {
    return agents.size() == 1
        && other.agents.size() == 1
        && !agents.firstKey().equals(other.agents.firstKey());
  }
}
