package org.wsbin.it.conformance;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wsbin.conformance.CaseId;

/**
 * What an agent got in one table.
 *
 * @param table the table's name
 * @param role {@code server} or {@code client}, which it is
 * @param counts by column and by {@link CaseVerdict#word}
 * @param others the cases of which one verdict is not OK
 */
record AgentRow(
    String table,
    String role,
    String name,
    String version,
    Map<String, Map<String, Long>> counts,
    Map<CaseId, CaseVerdict> others) {
  static final String SERVER = "server";
  static final String CLIENT = "client";

  static AgentRow of(
      CaseTable table,
      String role,
      String name,
      String version,
      Map<CaseId, CaseVerdict> verdicts) {
    Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
    Map<CaseId, CaseVerdict> others = new TreeMap<>();
    for (CaseColumn column : table.columns()) {
      List<CaseId> ids = table.ids(column, role);
      counts.put(
          column.title(),
          ids.stream()
              .map(id -> verdicts.getOrDefault(id, CaseVerdict.MISSING).word())
              .collect(groupingBy(word -> word, TreeMap::new, counting())));
      for (CaseId id : ids) {
        CaseVerdict verdict = verdicts.getOrDefault(id, CaseVerdict.MISSING);
        if (!verdict.isOk()) {
          others.put(id, verdict);
        }
      }
    }
    return new AgentRow(table.name(), role, name, version, counts, others);
  }

  static AgentRow of(Map<?, ?> members) {
    Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
    ((Map<?, ?>) members.get("counts"))
        .forEach(
            (column, words) -> {
              Map<String, Long> numbers = new TreeMap<>();
              ((Map<?, ?>) words)
                  .forEach((word, n) -> numbers.put(word.toString(), ((Number) n).longValue()));
              counts.put(column.toString(), numbers);
            });
    Map<CaseId, CaseVerdict> others = new TreeMap<>();
    ((Map<?, ?>) members.get("others"))
        .forEach(
            (id, both) -> {
              List<?> words = (List<?>) both;
              others.put(
                  CaseId.of(id.toString()),
                  new CaseVerdict(words.get(0).toString(), words.get(1).toString()));
            });
    return new AgentRow(
        members.get("table").toString(),
        members.get("role").toString(),
        members.get("name").toString(),
        members.get("version").toString(),
        counts,
        others);
  }

  /** For {@link org.wsbin.text.Json}. */
  Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("table", table);
    members.put("role", role);
    members.put("name", name);
    members.put("version", version);
    members.put("counts", counts);
    members.put(
        "others",
        others.entrySet().stream()
            .collect(
                toMap(
                    Map.Entry::getKey,
                    entry -> List.of(entry.getValue().behaviour(), entry.getValue().close()),
                    (one, other) -> other,
                    TreeMap::new)));
    return members;
  }

  boolean isOf(CaseTable other) {
    return table.equals(other.name());
  }

  /** Whether both have the same place. */
  boolean isAbout(AgentRow other) {
    return table.equals(other.table) && role.equals(other.role) && name.equals(other.name);
  }

  boolean isWsbins() {
    return name.startsWith("wsbin ");
  }

  long count(String column, String word) {
    return counts.getOrDefault(column, Map.of()).getOrDefault(word, 0L);
  }

  /** Those that failed. */
  Map<CaseId, CaseVerdict> failures() {
    Map<CaseId, CaseVerdict> failures = new TreeMap<>(others);
    failures.values().removeIf(verdict -> !verdict.isFailed());
    return failures;
  }
}
