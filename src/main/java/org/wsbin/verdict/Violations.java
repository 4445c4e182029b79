package org.wsbin.verdict;

import java.util.List;
import java.util.Set;
import org.wsbin.protocol.ConnectionObserver.Direction;
import org.wsbin.protocol.Rule;
import org.wsbin.recording.RecordedFrame;
import org.wsbin.recording.TimedViolation;
import org.wsbin.transcript.RecordedConnection;

/** Rules that the server checks itself while it receives. */
final class Violations {
  private Violations() {}

  /** Whether the client has sent any frame. */
  static boolean received(RecordedConnection connection) {
    return connection.violation().isPresent()
        || connection.closeReceived().isPresent()
        || connection.frames().stream().anyMatch(RecordedFrame::received);
  }

  /** A rule that fails if the server found one of these violations. */
  static ClientRule rule(String id, String section, String sentence, Rule... rules) {
    Set<Rule> broken = Set.of(rules);
    return new ClientRule(
        id,
        section,
        sentence,
        new EachConnection(
            Violations::received,
            connection ->
                connection
                    .violation()
                    .filter(v -> broken.contains(v.violation().rule()))
                    .map(v -> List.of(finding(connection, v)))
                    .orElse(List.of())));
  }

  private static Finding finding(RecordedConnection connection, TimedViolation violation) {
    List<Integer> last =
        connection.frames().stream()
            .filter(frame -> frame.direction() == Direction.RECEIVED)
            .filter(frame -> frame.nanos() <= violation.nanos())
            .map(RecordedFrame::number)
            .reduce((one, later) -> later)
            .map(List::of)
            .orElse(List.of());
    return new Finding(connection.request().id(), last, violation.violation().sentence());
  }
}
