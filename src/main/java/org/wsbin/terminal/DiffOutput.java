package org.wsbin.terminal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.wsbin.diff.DiffReport;
import org.wsbin.diff.DiffReport.Difference;
import org.wsbin.diff.DiffReport.Mark;
import org.wsbin.diff.DiffReport.Row;
import org.wsbin.text.Json;
import org.wsbin.text.Words;

/** A comparison as a table of at most 100 columns and sentences, or as JSON. */
final class DiffOutput {
  private static final int MOST_COLUMNS = 100;
  private static final int MOST_NAME = 24;
  private static final int MOST_CELL = 34;

  private DiffOutput() {}

  static List<String> lines(DiffReport report, Style style) {
    int name = width(report, Stream.of(""), MOST_NAME, 0);
    int client = width(report, Stream.of("client"), MOST_CELL, 1);
    List<String> lines = new ArrayList<>();
    lines.add(style.aside(row("  ", "", "client", "server", name, client)));
    for (Row row : report.rows()) {
      String mark =
          switch (row.mark()) {
            case SAME -> "  ";
            case DIFFERENT -> "≠ ";
            case UNKNOWN -> "? ";
          };
      boolean same = row.mark() == Mark.SAME;
      String line =
          same && row.client().length() > MOST_CELL
              ? row(mark, row.what(), row.client(), name)
              : row(mark, row.what(), row.client(), same ? "=" : row.server(), name, client);
      lines.add(row.mark() == Mark.DIFFERENT ? style.bad(line) : line);
    }
    lines.add("");
    int number = 1;
    for (Difference difference : report.differences()) {
      String mark = "%2d. ".formatted(number);
      lines.addAll(wrapped(mark, difference.sentence() + cause(difference)));
      number++;
    }
    if (report.same()) {
      boolean all = report.rows().stream().allMatch(row -> row.mark() == Mark.SAME);
      lines.add(
          all ? "Both sides saw the same." : "There is no difference in what can be compared.");
    }
    report.notes().stream()
        .distinct()
        .forEach(n -> wrapped("  ? ", n).forEach(line -> lines.add(style.aside(line))));
    return lines;
  }

  private static String cause(Difference difference) {
    return difference.cause().map(cause -> " Likely: " + cause).orElse("");
  }

  private static int width(DiffReport report, Stream<String> least, int most, int column) {
    Stream<String> cells =
        report.rows().stream()
            .filter(row -> column == 0 || row.mark() != Mark.SAME || row.client().length() <= most)
            .map(row -> column == 0 ? row.what() : row.client());
    return Math.min(
        most, Stream.concat(least, cells).mapToInt(cell -> safe(cell).length()).max().orElse(0));
  }

  private static String row(
      String mark, String what, String client, String server, int name, int width) {
    return (mark + fit(what, name) + "  " + fit(client, width) + "  " + cut(server, MOST_CELL))
        .stripTrailing();
  }

  /** A value that is the same on both sides, and long. */
  private static String row(String mark, String what, String both, int name) {
    return mark + fit(what, name) + "  " + cut(both, MOST_COLUMNS - name - 6) + "  =";
  }

  private static String fit(String text, int width) {
    String cut = cut(text, width);
    return cut + " ".repeat(width - cut.length());
  }

  private static String cut(String text, int width) {
    String safe = safe(text);
    return safe.length() <= width ? safe : safe.substring(0, width - 1) + "…";
  }

  private static String safe(String text) {
    return TerminalText.text(text, "\\n").replace("\t", "\\t");
  }

  private static List<String> wrapped(String mark, String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(mark);
    for (String word : safe(text).split(" ", -1)) {
      if (line.length() + word.length() > MOST_COLUMNS && line.length() > mark.length()) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(" ".repeat(mark.length()));
      }
      line.append(word).append(' ');
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }

  static String json(DiffReport report) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("same", report.same());
    members.put("differences", report.differences().stream().map(DiffOutput::members).toList());
    members.put("notes", report.notes().stream().distinct().toList());
    members.put("rows", report.rows().stream().map(DiffOutput::members).toList());
    return Json.of(members);
  }

  private static Map<String, Object> members(Difference difference) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("kind", difference.kind());
    members.put("client", difference.client());
    members.put("server", difference.server());
    members.put("sentence", difference.sentence());
    members.put("cause", difference.cause());
    return members;
  }

  private static Map<String, Object> members(Row row) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("what", row.what());
    members.put("client", row.client());
    members.put("server", row.server());
    members.put("mark", Words.of(row.mark()));
    return members;
  }
}
