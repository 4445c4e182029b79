package org.wsbin.it.conformance;

import java.util.List;

/**
 * A set of cases, which is a column of a table.
 *
 * @param patterns as {@code --cases} takes them
 * @param jobs how many at a time a server is tested with
 */
record CaseColumn(String title, List<String> patterns, int jobs) {}
