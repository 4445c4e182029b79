package org.wsbin.verdict;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.wsbin.transcript.RecordedConnection;
import org.wsbin.transcript.Transcript.Snapshot;

/**
 * Checks each connection by itself.
 *
 * @param concerns whether anything in the connection is about the rule
 * @param findings what breaks it there
 */
record EachConnection(
    Predicate<RecordedConnection> concerns, Function<RecordedConnection, List<Finding>> findings)
    implements ClientRule.Check {

  @Override
  public Optional<List<Finding>> findings(Snapshot transcript) {
    List<RecordedConnection> concerned =
        transcript.connections().stream().filter(concerns).toList();
    return concerned.isEmpty()
        ? Optional.empty()
        : Optional.of(concerned.stream().flatMap(c -> findings.apply(c).stream()).toList());
  }
}
