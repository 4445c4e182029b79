package org.wsbin.diff;

import java.util.List;
import java.util.Optional;

/**
 * The result of a comparison.
 *
 * @param rows of the table, in order
 * @param differences the same as the rows that are different, in words
 * @param notes what could not be compared, and why
 */
public record DiffReport(List<Row> rows, List<Difference> differences, List<String> notes) {

  /** Whether both sides saw the same. */
  public enum Mark {
    SAME,
    DIFFERENT,
    UNKNOWN
  }

  /** A row of the table. The texts may come from a peer: hostile ones too. */
  public record Row(String what, String client, String server, Mark mark) {}

  /**
   * A difference in words.
   *
   * @param kind for machines, such as {@code header-added}
   * @param cause the likely one, where it is plain
   */
  public record Difference(
      String kind, String client, String server, String sentence, Optional<String> cause) {}

  /** Whether no difference was found. */
  public boolean same() {
    return differences.isEmpty();
  }
}
