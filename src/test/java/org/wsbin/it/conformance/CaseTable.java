package org.wsbin.it.conformance;

import java.util.List;
import java.util.function.Predicate;
import org.wsbin.conformance.CaseCatalogue;
import org.wsbin.conformance.CaseId;
import org.wsbin.conformance.ConformanceCase;
import org.wsbin.protocol.Role;

/**
 * A table of results: who is tested with which cases. Another one is another element of {@link
 * #ALL}.
 *
 * @param name in the file of results
 * @param agents which of them are tested, by their names
 * @param strict whether it is the strict mode, with wsbin's own cases
 */
record CaseTable(
    String name, String title, List<CaseColumn> columns, Predicate<String> agents, boolean strict) {
  static final CaseTable STANDARD =
      new CaseTable(
          "standard",
          "All servers and clients",
          List.of(
              new CaseColumn(
                  "1 to 7, 10",
                  List.of("1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "10.*"),
                  8),
              new CaseColumn("9", List.of("9.*"), 2),
              new CaseColumn(
                  "some of 12, 13",
                  List.of(
                      "12.1.4", "12.1.11", "12.2.4", "12.3.4", "12.4.4", "12.5.4", "13.1.4",
                      "13.2.4", "13.3.4", "13.4.4", "13.5.4", "13.6.4", "13.7.4"),
                  2)),
          agent -> true,
          false);

  static final CaseTable COMPRESSION =
      new CaseTable(
          "compression",
          "All of groups 12 and 13",
          List.of(
              new CaseColumn("12", List.of("12.*"), 2), new CaseColumn("13", List.of("13.*"), 2)),
          agent -> agent.equals("wsbin `/wire/echo`, standalone"),
          false);

  private static final List<String> OTHER_CONTAINERS =
      List.of("tomcat-10.1", "jetty-12.1-ee10", "jetty-embedded");

  /** One of each implementation; the container's echo stands for {@code /ws/echo} too. */
  static final CaseTable STRICT =
      new CaseTable(
          "strict",
          "Strict mode: cases of wsbin's own",
          List.of(
              new CaseColumn("20", List.of("20.*"), 8),
              new CaseColumn("21", List.of("21.*"), 4),
              new CaseColumn("22", List.of("22.*"), 4),
              new CaseColumn("23", List.of("23.*"), 4),
              new CaseColumn("24", List.of("24.*"), 2)),
          agent ->
              agent.equals("wsbin `/wire/echo`, standalone")
                  || (!agent.contains("/echo`")
                      && OTHER_CONTAINERS.stream().noneMatch(agent::endsWith)),
          true);

  static final List<CaseTable> ALL = List.of(STANDARD, COMPRESSION, STRICT);

  /** The cases of a column that an agent of this role is tested with. */
  List<ConformanceCase> cases(CaseColumn column, String role) {
    CaseCatalogue catalogue = strict ? CaseCatalogue.strict() : CaseCatalogue.load();
    Role suite = role.equals(AgentRow.SERVER) ? Role.CLIENT : Role.SERVER;
    return catalogue.select(column.patterns(), List.of()).stream()
        .filter(each -> each.isFor(suite))
        .toList();
  }

  List<CaseId> ids(CaseColumn column, String role) {
    return cases(column, role).stream().map(ConformanceCase::id).toList();
  }
}
