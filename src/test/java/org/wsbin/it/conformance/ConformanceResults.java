package org.wsbin.it.conformance;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wsbin.text.Json;
import org.wsbin.text.JsonReader;

/**
 * All that a run has found.
 *
 * @param date the day of its end
 * @param java the version of the JDK that ran all Java there is
 * @param rows in the order in which they are shown
 * @param absent those that could not be had there, with the reason
 */
record ConformanceResults(
    String date, String java, List<AgentRow> rows, Map<String, String> absent) {
  /** The committed ones. */
  static final Path FILE = Path.of("docs", "conformance-results.json");

  ConformanceResults {
    rows = List.copyOf(rows);
  }

  static ConformanceResults read(Path file) throws IOException {
    Map<?, ?> members = (Map<?, ?>) JsonReader.read(Files.readString(file));
    Map<String, String> absent = new TreeMap<>();
    ((Map<?, ?>) members.get("absent"))
        .forEach((name, why) -> absent.put(name.toString(), why.toString()));
    return new ConformanceResults(
        members.get("date").toString(),
        members.get("java").toString(),
        ((List<?>) members.get("rows")).stream().map(row -> AgentRow.of((Map<?, ?>) row)).toList(),
        absent);
  }

  /** A line for each row, so that two versions can be compared. */
  void write(Path file) throws IOException {
    String lines = rows.stream().map(row -> Json.of(row.members())).collect(joining(",\n"));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(
        file,
        """
        {"date": %s, "java": %s, "absent": %s, "rows": [
        %s
        ]}
        """
            .formatted(Json.of(date), Json.of(java), Json.of(absent), lines));
  }

  /** The rows of a table and a role. */
  List<AgentRow> rows(CaseTable table, String role) {
    return rows.stream().filter(row -> row.isOf(table) && row.role().equals(role)).toList();
  }
}
