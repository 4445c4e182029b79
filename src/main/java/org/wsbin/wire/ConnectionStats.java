package org.wsbin.wire;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ClosingHandshake.Ending;
import org.wsbin.protocol.Quoted;
import org.wsbin.protocol.Violation;

/** What the server saw a peer do on one connection. Guarded by the connection's lock. */
final class ConnectionStats {
  private long openedAt;
  private long endedAt;
  private long messages;
  private long pings;
  private long pongs;
  private boolean tcpEnded;
  private Optional<Optional<CloseStatus>> close = Optional.empty();
  private Optional<Ending> ending = Optional.empty();
  private Optional<Violation> violation = Optional.empty();

  void opened(long nanos) {
    openedAt = nanos;
  }

  void message() {
    messages++;
  }

  void ping() {
    pings++;
  }

  void pong() {
    pongs++;
  }

  void closed(Optional<CloseStatus> status) {
    close = close.isPresent() ? close : Optional.of(status);
  }

  void violation(Violation broken) {
    violation = Optional.of(broken);
  }

  void tcpEnded() {
    tcpEnded = true;
  }

  void ended(Ending how, long nanos) {
    ending = Optional.of(how);
    endedAt = nanos;
  }

  /** Milliseconds from the opening to the end. */
  long millis() {
    return TimeUnit.NANOSECONDS.toMillis(endedAt - openedAt);
  }

  /** How the peer reacted, for a sentence. */
  String reaction() {
    if (close.isPresent()) {
      return "the client closed with "
          + close
              .get()
              .map(s -> s.code() + (s.reason().isEmpty() ? "" : " " + Quoted.of(s.reason())))
              .orElse("no code");
    }
    if (violation.isPresent()) {
      return "the client broke the protocol: " + violation.get().sentence();
    }
    return tcpEnded ? "the client ended TCP without a close frame" : "the client did not react";
  }

  /** What came from the peer, for a sentence. */
  String received() {
    String ended = ending.map(e -> e.clean() ? "" : "; not closed cleanly").orElse("");
    return messages + " messages, " + pings + " pings, " + pongs + " pongs" + ended;
  }
}
