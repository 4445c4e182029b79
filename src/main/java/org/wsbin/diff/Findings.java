package org.wsbin.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsbin.diff.DiffReport.Difference;
import org.wsbin.diff.DiffReport.Mark;
import org.wsbin.diff.DiffReport.Row;

/** Collects the rows of a report while both sides are compared. */
final class Findings {
  /** What stands for something that is not there. */
  static final String NONE = "–";

  private final List<Row> rows = new ArrayList<>();
  private final List<Difference> differences = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  void same(String what, String both) {
    rows.add(new Row(what, both, both, Mark.SAME));
  }

  /** A difference, with the texts of the sender and the receiver. */
  void different(
      String kind, String what, Way way, String sent, String arrived, String words, String cause) {
    String client = way.sent(sent, arrived);
    String server = way.arrived(sent, arrived);
    rows.add(new Row(what, client, server, Mark.DIFFERENT));
    differences.add(
        new Difference(
            kind, client, server, words, Optional.of(cause).filter(text -> !text.isEmpty())));
  }

  /** Something that the recordings do not show, although it may be different. */
  void unknown(String what, String client, String server, String note) {
    rows.add(new Row(what, client, server, Mark.UNKNOWN));
    note(note);
  }

  void note(String note) {
    notes.add(note);
  }

  DiffReport report() {
    return new DiffReport(List.copyOf(rows), List.copyOf(differences), List.copyOf(notes));
  }
}
