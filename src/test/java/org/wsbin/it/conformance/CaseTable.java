package org.wsbin.it.conformance;

import java.util.List;
import java.util.function.Predicate;

/**
 * A table of results: who is tested with which cases. Another one is another element of {@link
 * #ALL}.
 *
 * @param name in the file of results
 * @param agents which of them are tested, by their names
 */
record CaseTable(String name, String title, List<CaseColumn> columns, Predicate<String> agents) {
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
          agent -> true);

  static final CaseTable COMPRESSION =
      new CaseTable(
          "compression",
          "All of groups 12 and 13",
          List.of(
              new CaseColumn("12", List.of("12.*"), 2), new CaseColumn("13", List.of("13.*"), 2)),
          agent -> agent.equals("wsbin `/wire/echo`, standalone"));

  static final List<CaseTable> ALL = List.of(STANDARD, COMPRESSION);
}
