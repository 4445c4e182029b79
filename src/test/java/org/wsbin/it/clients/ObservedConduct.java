package org.wsbin.it.clients;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.Rule;
import org.wsbin.protocol.Violation;
import org.wsbin.scenario.ClientConduct;
import org.wsbin.scenario.ClientConduct.AfterFault;
import org.wsbin.scenario.ClientConduct.FaultNotSent;
import org.wsbin.scenario.ClientConduct.HandshakeRefused;

/** What a transcript of one visit says for the duty of the fault. */
final class ObservedConduct {
  private final Map<String, Object> connection;
  private final double faultAt;

  private ObservedConduct(Map<String, Object> connection, double faultAt) {
    this.connection = connection;
    this.faultAt = faultAt;
  }

  /** The conduct of the client on its only connection. */
  static ClientConduct of(Map<String, Object> transcript, PlayedFault fault) {
    List<Map<String, Object>> connections = JsonTree.objects(transcript.get("connections"));
    List<Map<String, Object>> refused = JsonTree.objects(transcript.get("refused"));
    if (connections.isEmpty()) {
      return refused.isEmpty()
          ? new FaultNotSent()
          : new HandshakeRefused(((Double) refused.get(0).get("status")).intValue());
    }
    Map<String, Object> connection = connections.get(0);
    List<Map<String, Object>> faults = JsonTree.objects(connection.get("faults"));
    if (faults.isEmpty() && fault.hasBytes()) {
      return new FaultNotSent();
    }
    double at = faults.isEmpty() ? 0 : at(faults.get(0));
    return new ObservedConduct(connection, at).conduct();
  }

  private AfterFault conduct() {
    Optional<Map<String, Object>> end = member(connection, "end");
    return new AfterFault(
        state(end.isPresent()),
        end.map(e -> EndOfStream.valueOf(constant(e.get("tcp")))),
        member(connection, "violation")
            .map(v -> new Violation(Rule.valueOf(constant(v.get("rule"))), v.get("sentence") + "")),
        count(f -> !isControl(f) && Boolean.TRUE.equals(f.get("fin"))),
        count(f -> "ping".equals(f.get("opcode"))),
        count(f -> "pong".equals(f.get("opcode"))),
        time(end));
  }

  private ConnectionState state(boolean ended) {
    Map<String, Object> close = JsonTree.members(connection.get("close"));
    Optional<Map<String, Object>> received = member(close, "received");
    Optional<Map<String, Object>> sent = member(close, "sent");
    boolean weFirst = "server".equals(close.get("by"));
    ConnectionState state = ConnectionState.OPEN;
    if (weFirst && sent.isEmpty()) {
      // the fault was a close frame
      state = state.sent(CloseFrame.WITHOUT_CODE);
    }
    if (weFirst && sent.isPresent()) {
      state = state.sent(frame(sent.get()));
    }
    if (received.isPresent()) {
      state = state.received(frame(received.get()));
    }
    if (!weFirst && sent.isPresent()) {
      state = state.sent(frame(sent.get()));
    }
    return ended ? state.ended() : state;
  }

  private static CloseFrame frame(Map<String, Object> close) {
    return close.get("code") instanceof Double code
        ? CloseFrame.of(code.intValue(), String.valueOf(close.get("reason")))
        : CloseFrame.WITHOUT_CODE;
  }

  private Duration time(Optional<Map<String, Object>> end) {
    Map<String, Object> close = JsonTree.members(connection.get("close"));
    double until = member(close, "received").or(() -> end).map(ObservedConduct::at).orElse(faultAt);
    return Duration.ofNanos(Math.max(0, Math.round((until - faultAt) * 1e9)));
  }

  private long count(Predicate<Map<String, Object>> which) {
    return JsonTree.objects(connection.get("frames")).stream()
        .filter(frame -> "received".equals(frame.get("direction")) && at(frame) >= faultAt)
        .filter(which)
        .count();
  }

  private static boolean isControl(Map<String, Object> frame) {
    return List.of("ping", "pong", "close").contains(String.valueOf(frame.get("opcode")));
  }

  private static Optional<Map<String, Object>> member(Map<String, Object> of, String name) {
    return Optional.ofNullable(of.get(name)).map(JsonTree::members);
  }

  private static double at(Map<String, Object> timed) {
    return (Double) timed.get("at");
  }

  private static String constant(Object word) {
    return String.valueOf(word).toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
