package org.wsbin.verdict;

import static java.util.Comparator.comparing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wsbin.text.Durations;
import org.wsbin.transcript.RecordedConnection;
import org.wsbin.transcript.RefusedHandshake;
import org.wsbin.transcript.RequestHead;
import org.wsbin.transcript.Transcript.Snapshot;

/** The handshakes of one client, one after the other. */
final class Reconnects {
  /** A gap may be so much shorter than the one before and still count as longer: jitter. */
  private static final double JITTER = 0.5;

  /**
   * A handshake, and when the connection before it was over.
   *
   * @param ended when it ended or was refused; empty if it is open
   */
  record Attempt(Instant at, Optional<Instant> ended, Optional<Duration> retryAfter) {}

  private Reconnects() {}

  /** All handshakes, in the order of their times. */
  static List<Attempt> attempts(Snapshot transcript) {
    Stream<Attempt> accepted =
        transcript.connections().stream().flatMap(connection -> attempt(connection).stream());
    Stream<Attempt> refused = transcript.refused().stream().map(Reconnects::attempt);
    return Stream.concat(accepted, refused).sorted(comparing(Attempt::at)).toList();
  }

  private static Optional<Attempt> attempt(RecordedConnection connection) {
    return connection
        .openedAt()
        .map(
            at ->
                new Attempt(
                    at, connection.end().map(end -> at.plusNanos(end.nanos())), Optional.empty()));
  }

  private static Attempt attempt(RefusedHandshake refused) {
    return new Attempt(
        refused.at(),
        Optional.of(refused.at()),
        Optional.ofNullable(refused.response().headers().get("Retry-After"))
            .filter(seconds -> seconds.matches("\\d{1,6}"))
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds))));
  }

  static List<RequestHead> heads(Snapshot transcript) {
    return Stream.concat(
            transcript.connections().stream().map(RecordedConnection::request),
            transcript.refused().stream().map(RefusedHandshake::request))
        .toList();
  }

  /** The times between the end of each connection and the next handshake. */
  static List<Duration> gaps(Snapshot transcript) {
    List<Attempt> attempts = attempts(transcript);
    List<Duration> gaps = new ArrayList<>();
    for (int i = 1; i < attempts.size(); i++) {
      Instant next = attempts.get(i).at();
      attempts.get(i - 1).ended().ifPresent(ended -> gaps.add(Duration.between(ended, next)));
    }
    return gaps;
  }

  /** Why the gaps do not grow; empty if they do. */
  static Optional<String> withoutBackoff(Snapshot transcript) {
    List<Duration> gaps = gaps(transcript);
    if (gaps.size() < 2) {
      return Optional.of(
          "There were " + gaps.size() + " reconnects; growing gaps need two at least.");
    }
    boolean grows = gaps.get(gaps.size() - 1).compareTo(gaps.get(0)) > 0;
    for (int i = 1; i < gaps.size(); i++) {
      grows &= gaps.get(i).toNanos() > gaps.get(i - 1).toNanos() * JITTER;
    }
    return grows
        ? Optional.empty()
        : Optional.of("The gaps before the reconnects were " + inWords(gaps) + ".");
  }

  /** How a client ignored Retry-After; empty if it did not, or was not asked. */
  static Optional<List<Finding>> tooEarly(Snapshot transcript) {
    List<Attempt> attempts = attempts(transcript);
    List<Finding> found = new ArrayList<>();
    boolean asked = false;
    for (int i = 1; i < attempts.size(); i++) {
      Attempt before = attempts.get(i - 1);
      if (before.retryAfter().isPresent()) {
        asked = true;
        Duration gap = Duration.between(before.at(), attempts.get(i).at());
        if (gap.compareTo(before.retryAfter().get()) < 0) {
          found.add(
              new Finding(
                  "",
                  List.of(),
                  "After a refusal with Retry-After: "
                      + before.retryAfter().get().toSeconds()
                      + " the client came back after "
                      + inWords(List.of(gap))
                      + "."));
        }
      }
    }
    return asked ? Optional.of(found) : Optional.empty();
  }

  private static String inWords(List<Duration> gaps) {
    return String.join(
        ", ",
        gaps.stream().map(gap -> Durations.format(Duration.ofMillis(gap.toMillis()))).toList());
  }
}
