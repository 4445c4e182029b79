package org.wsbin.it.conformance;

import java.util.List;
import org.wsbin.conformance.CaseCatalogue;
import org.wsbin.conformance.CaseId;
import org.wsbin.conformance.ConformanceCase;

/**
 * A set of cases, which is a column of a table.
 *
 * @param patterns as {@code --cases} takes them
 * @param jobs how many at a time a server is tested with
 */
record CaseColumn(String title, List<String> patterns, int jobs) {
  List<ConformanceCase> cases(CaseCatalogue catalogue) {
    return catalogue.select(patterns, List.of());
  }

  List<CaseId> ids(CaseCatalogue catalogue) {
    return cases(catalogue).stream().map(ConformanceCase::id).toList();
  }
}
