package org.wsbin.it.conformance;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.conformance.CaseCatalogue;
import org.wsbin.conformance.CaseId;

/** The results in {@code docs/conformance.md}, which stand between two marks. */
final class ConformancePage {
  static final Path FILE = Path.of("docs", "conformance.md");
  static final String COMMAND =
      "mvn package -DskipTests dependency:unpack@containers failsafe:integration-test@conformance"
          + " -Pcontainers,conformance -Dwsbin.docs.update=true";

  private static final String BEGIN = "<!-- results: a run writes what follows -->\n";
  private static final String END = "<!-- results: end -->\n";
  private static final List<String> WORDS =
      List.of("OK", "NON-STRICT", "INFORMATIONAL", "UNIMPLEMENTED", CaseVerdict.FAILED);

  private final CaseCatalogue catalogue = CaseCatalogue.load();
  private final ConformanceResults results;

  ConformancePage(ConformanceResults results) {
    this.results = results;
  }

  /** The page, with these results in the place of those that it has. */
  String in(String page) {
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    return page.substring(0, begin) + markdown() + page.substring(page.indexOf(END));
  }

  private String markdown() {
    List<String> parts = new ArrayList<>();
    parts.add(introduction());
    for (CaseTable table : CaseTable.ALL.stream().filter(this::hasRows).toList()) {
      parts.add("### " + table.title());
      parts.add(cases(table));
      for (String role : List.of(AgentRow.SERVER, AgentRow.CLIENT)) {
        List<AgentRow> rows = results.rows(table, role);
        if (!rows.isEmpty()) {
          parts.add(table(table, role, rows));
        }
      }
      details(table).ifPresent(parts::add);
    }
    parts.add("### Beside the suite that drivers were written for");
    parts.add(new OldSuite(results, catalogue).markdown());
    return parts.stream().collect(joining("\n\n", "", "\n"));
  }

  private boolean hasRows(CaseTable table) {
    return results.rows().stream().anyMatch(row -> row.isOf(table));
  }

  private String introduction() {
    String absent =
        results.absent().isEmpty()
            ? ""
            : results.absent().entrySet().stream()
                .map(each -> each.getKey() + " (" + each.getValue() + ")")
                .collect(joining(", ", " Not tested: ", "."));
    return """
    A run on %s with JDK %s wrote these tables, and nobody by hand: `%s`. [conformance-results.json](conformance-results.json) has them
    as data.%s

    A server is tested with several cases at a time. What fails is played once more, alone, and the second verdict counts, since a busy
    machine is no fault of a server. A client is driven through the cases one after the other, each library by a driver of its own.
    "Failed" is a `behavior` of FAILED, or a `behaviorClose` other than OK and INFORMATIONAL. The same three cases are INFORMATIONAL
    for everybody: 7.1.6, 7.13.1 and 7.13.2."""
        .formatted(results.date(), results.java(), COMMAND, absent);
  }

  private String cases(CaseTable table) {
    return "Cases: "
        + table.columns().stream().map(column -> cases(table, column)).collect(joining("; "))
        + ".";
  }

  private static String cases(CaseTable table, CaseColumn column) {
    List<CaseId> servers = table.ids(column, AgentRow.SERVER);
    List<CaseId> clients = table.ids(column, AgentRow.CLIENT);
    if (!servers.equals(clients)) {
      return column.title()
          + ", all "
          + servers.size()
          + " for servers and "
          + clients.size()
          + " for clients";
    }
    List<CaseId> ids = servers;
    boolean whole = column.patterns().stream().allMatch(pattern -> pattern.endsWith("*"));
    return whole ? column.title() + ", all " + ids.size() : column.title() + ", namely " + ids(ids);
  }

  private static String table(CaseTable table, String role, List<AgentRow> rows) {
    StringBuilder text = new StringBuilder("| " + role + " | version |");
    table.columns().forEach(column -> text.append(' ').append(column.title()).append(" |"));
    text.append("\n|---|---|").append("---|".repeat(table.columns().size()));
    for (AgentRow row : rows) {
      text.append("\n| ").append(row.name()).append(" | ").append(row.version()).append(" |");
      table.columns().forEach(column -> text.append(' ').append(cell(row, column)).append(" |"));
    }
    return text.toString();
  }

  private static String cell(AgentRow row, CaseColumn column) {
    String counts =
        WORDS.stream()
            .filter(word -> row.count(column.title(), word) > 0)
            .map(
                word ->
                    row.count(column.title(), word)
                        + " "
                        + (word.equals(CaseVerdict.FAILED) ? "failed" : word))
            .collect(joining(", "));
    return counts.isEmpty() ? "–" : counts;
  }

  /** The cases behind the counts, but for those that are the same for everybody. */
  private Optional<String> details(CaseTable table) {
    String lines =
        results.rows().stream()
            .filter(row -> row.isOf(table))
            .flatMap(row -> details(row).stream().map(line -> "- " + line))
            .collect(joining("\n"));
    return lines.isEmpty() ? Optional.empty() : Optional.of("NON-STRICT or failed:\n\n" + lines);
  }

  private static Optional<String> details(AgentRow row) {
    Map<String, List<CaseId>> byVerdict =
        row.others().entrySet().stream()
            .filter(
                each -> !List.of("INFORMATIONAL", "UNIMPLEMENTED").contains(each.getValue().word()))
            .collect(
                groupingBy(
                    each -> each.getValue().toString(),
                    LinkedHashMap::new,
                    mapping(Map.Entry::getKey, toList())));
    return byVerdict.isEmpty()
        ? Optional.empty()
        : Optional.of(
            row.name()
                + " as a "
                + row.role()
                + ": "
                + byVerdict.entrySet().stream()
                    .map(each -> each.getKey() + " in " + ids(each.getValue()))
                    .collect(joining("; ")));
  }

  static String ids(List<CaseId> ids) {
    return ids.stream().map(CaseId::toString).collect(joining(", "));
  }
}
