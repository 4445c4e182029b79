package org.wsbin.it.conformance;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.wsbin.conformance.CaseCatalogue;
import org.wsbin.conformance.CaseId;

/**
 * What is known of wsbin's echoes from the suite that drivers were written for, beside what this
 * run found.
 */
final class OldSuite {
  /** Its cases without groups 12 and 13. */
  private static final Predicate<CaseId> WITHOUT_COMPRESSION = id -> id.numbers().get(0) <= 10;

  /** Those that are INFORMATIONAL in both suites, whoever is tested. */
  private static final Set<CaseId> INFORMATIONAL =
      Set.of(CaseId.of("7.1.6"), CaseId.of("7.13.1"), CaseId.of("7.13.2"));

  private final ConformanceResults results;
  private final CaseCatalogue catalogue;

  OldSuite(ConformanceResults results, CaseCatalogue catalogue) {
    this.results = results;
    this.catalogue = catalogue;
  }

  String markdown() {
    return List.of(wire(), compression(), wildFly()).stream()
        .map(item -> "- " + item)
        .collect(joining("\n"));
  }

  private List<AgentRow> rows(CaseTable table, String begin) {
    return results.rows().stream()
        .filter(row -> row.isOf(table) && row.name().startsWith(begin))
        .toList();
  }

  private String wire() {
    List<AgentRow> rows = rows(CaseTable.STANDARD, "wsbin `/wire/echo`");
    List<String> different = new ArrayList<>();
    for (AgentRow row : rows) {
      Set<CaseId> others = others(row);
      INFORMATIONAL.forEach(others::remove);
      if (!others.isEmpty()) {
        different.add(row.name() + " (" + ConformancePage.ids(List.copyOf(others)) + ")");
      }
    }
    return """
    **`/wire/echo`, groups 1 to 10.** That suite gave it 298 OK and 3 INFORMATIONAL on every server: OK in each case but the three. \
    Here it gets the same on %s"""
        .formatted(
            different.isEmpty()
                ? "all " + rows.size() + " servers, case by case."
                : "all servers but " + String.join(", ", different) + ".");
  }

  private static Set<CaseId> others(AgentRow row) {
    Set<CaseId> others = new TreeSet<>(row.others().keySet());
    others.removeIf(WITHOUT_COMPRESSION.negate());
    return others;
  }

  private String compression() {
    List<AgentRow> whole = rows(CaseTable.COMPRESSION, "wsbin `/wire/echo`");
    List<CaseId> narrow =
        catalogue.select(List.of("13.3.*", "13.5.*"), List.of()).stream()
            .map(each -> each.id())
            .toList();
    String here =
        whole.stream()
            .map(
                row ->
                    row.others().isEmpty()
                        ? "all 216 are OK"
                        : "all but "
                            + ConformancePage.ids(List.copyOf(row.others().keySet()))
                            + " are OK")
            .collect(joining(", "));
    return """
    **`/wire/echo`, groups 12 and 13.** That suite gave it 180 OK and 36 UNIMPLEMENTED. The %d cases of 13.3 and 13.5 are as many: they \
    offer a window of 9 bits and nothing else, and wsbin knew no window but 15 then. Since it has those of 8 to 15 bits \
    ([0025](decisions/0025-small-windows.md)) it accepts them; here %s."""
        .formatted(narrow.size(), here.isEmpty() ? "none of them ran" : here);
  }

  private String wildFly() {
    List<AgentRow> rows = rows(CaseTable.STANDARD, "wsbin `/ws/echo`, wildfly");
    if (rows.isEmpty()) {
      return "**WildFly's `/ws/echo`** did not run.";
    }
    Map<CaseId, CaseVerdict> all = rows.get(0).others();
    List<CaseId> nonStrict =
        all.entrySet().stream()
            .filter(each -> each.getValue().word().equals("NON-STRICT"))
            .map(Map.Entry::getKey)
            .toList();
    String here =
        nonStrict.isEmpty()
            ? "none"
            : nonStrict.size() + " (" + ConformancePage.ids(nonStrict) + ")";
    return """
    **WildFly's `/ws/echo`, groups 1 to 10.** That suite gave it 291 OK, 7 NON-STRICT and 3 INFORMATIONAL; which cases the 7 were is \
    not recorded. Here %s are NON-STRICT. The number changes from run to run: there are ten cases in which it \
    is chance whether the echo that is due comes before the close (3.2 to 3.4, 4.1.3 to 4.1.5, 4.2.3 to 4.2.5, 5.15), and the \
    container's own echo, without wsbin, has them too."""
        .formatted(here);
  }
}
