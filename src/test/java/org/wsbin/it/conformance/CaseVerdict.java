package org.wsbin.it.conformance;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wsbin.conformance.CaseId;
import org.wsbin.text.JsonReader;

/** Both verdicts of a case, in the words of {@code index.json}. */
record CaseVerdict(String behaviour, String close) {
  static final String FAILED = "FAILED";

  /** Of a case that has no result. */
  static final CaseVerdict MISSING = new CaseVerdict("MISSING", "MISSING");

  /** Those of one agent; none if it is not there. */
  static Map<CaseId, CaseVerdict> of(String agent, String index) {
    Map<?, ?> agents = (Map<?, ?>) JsonReader.read(index);
    Map<?, ?> cases = agents.containsKey(agent) ? (Map<?, ?>) agents.get(agent) : Map.of();
    return cases.entrySet().stream()
        .collect(
            toMap(
                entry -> CaseId.of(entry.getKey().toString()),
                entry -> of((Map<?, ?>) entry.getValue()),
                (one, other) -> other,
                TreeMap::new));
  }

  private static CaseVerdict of(Map<?, ?> members) {
    return new CaseVerdict(
        members.get("behavior").toString(), members.get("behaviorClose").toString());
  }

  boolean isOk() {
    return behaviour.equals("OK") && close.equals("OK");
  }

  /** One word for both: FAILED, or the behaviour's. */
  String word() {
    boolean badClose = !List.of("OK", "INFORMATIONAL").contains(close);
    return badClose || behaviour.equals(MISSING.behaviour) ? FAILED : behaviour;
  }

  boolean isFailed() {
    return word().equals(FAILED);
  }

  @Override
  public String toString() {
    boolean one = behaviour.equals(close) || (close.equals("OK") && !isFailed());
    return one ? behaviour : behaviour + ", close " + close;
  }
}
