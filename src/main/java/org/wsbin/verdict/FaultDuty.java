package org.wsbin.verdict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.Opcode;
import org.wsbin.recording.RawBytes;
import org.wsbin.recording.RecordedFrame;
import org.wsbin.scenario.ClientConduct;
import org.wsbin.scenario.ClientConduct.AfterFault;
import org.wsbin.scenario.ClientConduct.FaultNotSent;
import org.wsbin.scenario.ClientConduct.HandshakeRefused;
import org.wsbin.scenario.Duty;
import org.wsbin.scenario.DutyVerdict;
import org.wsbin.scenario.DutyVerdict.Outcome;
import org.wsbin.transcript.RecordedConnection;
import org.wsbin.transcript.Transcript.Snapshot;

/**
 * How a client met its duty about the fault of its path. A path with several faults is not judged.
 *
 * @param duties of the faults by name, such as {@code fault/masked}
 * @param withBytes the faults that show as bytes of their own: without these they were not sent
 */
public record FaultDuty(Map<String, Duty> duties, Set<String> withBytes) {
  static final String ID = "fault-duty";

  private static final Pattern FAULT = Pattern.compile("/(fault/[a-z0-9-]+)(?=[/? ])");

  /** The duty of a fault, and how a client met it on one connection. */
  record Met(String fault, Duty duty, DutyVerdict verdict, String connection) {}

  /** All connections and refused handshakes whose path has one fault. */
  List<Met> met(Snapshot transcript) {
    List<Met> all = new ArrayList<>();
    for (RecordedConnection connection : transcript.connections()) {
      add(
          all,
          connection.request().line(),
          connection.request().id(),
          fault -> conduct(connection, fault));
    }
    transcript
        .refused()
        .forEach(
            refused ->
                add(
                    all,
                    refused.request().line(),
                    refused.request().id(),
                    fault -> new HandshakeRefused(refused.response().status())));
    return all;
  }

  private void add(List<Met> all, String line, String id, Function<String, ClientConduct> conduct) {
    List<String> faults = FAULT.matcher(line).results().map(found -> found.group(1)).toList();
    if (faults.size() == 1 && duties.containsKey(faults.get(0))) {
      Duty duty = duties.get(faults.get(0));
      all.add(new Met(faults.get(0), duty, duty.judge(conduct.apply(faults.get(0))), id));
    }
  }

  /** Failed if a client violated its duty; skipped if nothing shows what any did. */
  Judgement judge(Snapshot transcript) {
    List<Met> all = met(transcript);
    Judgement.Outcome outcome = Judgement.Outcome.SKIPPED;
    if (has(all, Outcome.VIOLATED)) {
      outcome = Judgement.Outcome.FAILED;
    } else if (has(all, Outcome.STRICT) || has(all, Outcome.LENIENT)) {
      outcome = Judgement.Outcome.PASSED;
    }
    String sentence =
        all.stream()
            .map(met -> met.duty().sentence())
            .findFirst()
            .orElse("The client does about a fault what it must.");
    List<Finding> findings =
        all.stream()
            .map(
                met ->
                    new Finding(
                        met.connection(),
                        List.of(),
                        met.verdict().outcome().word()
                            + " about "
                            + met.fault()
                            + ": "
                            + met.verdict().sentence()))
            .toList();
    return new Judgement(ID, "RFC 6455 section 7.1.7", sentence, outcome, findings);
  }

  private static boolean has(List<Met> all, Outcome outcome) {
    return all.stream().anyMatch(met -> met.verdict().outcome() == outcome);
  }

  /** The fault is sent with the first bytes that need not be frames, or in the handshake. */
  private ClientConduct conduct(RecordedConnection connection, String fault) {
    long faultAt = connection.faults().stream().findFirst().map(RawBytes::nanos).orElse(0L);
    boolean closedBefore =
        connection.closeReceived().filter(close -> close.nanos() < faultAt).isPresent();
    boolean unsent = withBytes.contains(fault) && connection.faults().isEmpty();
    if (closedBefore || unsent || connection.openedAt().isEmpty()) {
      return new FaultNotSent();
    }
    long until =
        connection
            .closeReceived()
            .map(close -> close.nanos())
            .or(() -> connection.end().map(end -> end.nanos()))
            .orElse(faultAt);
    return new AfterFault(
        connection.end().map(end -> end.state()).orElseGet(() -> state(connection)),
        connection.end().map(end -> end.how()),
        connection.violation().map(found -> found.violation()),
        count(connection, faultAt, FaultDuty::endsMessage),
        count(connection, faultAt, frame -> frame.opcode() == Opcode.PING),
        count(connection, faultAt, frame -> frame.opcode() == Opcode.PONG),
        Duration.ofNanos(until - faultAt));
  }

  private static ConnectionState state(RecordedConnection connection) {
    ConnectionState open = ConnectionState.OPEN;
    ConnectionState after =
        connection.closeReceived().map(close -> open.received(close.frame())).orElse(open);
    return connection.closeSent().map(close -> after.sent(close.frame())).orElse(after);
  }

  private static boolean endsMessage(RecordedFrame frame) {
    return frame.complete() && frame.header().fin() && !frame.opcode().isControl();
  }

  private static long count(
      RecordedConnection connection, long since, Predicate<RecordedFrame> wanted) {
    return connection.frames().stream()
        .filter(RecordedFrame::received)
        .filter(frame -> frame.nanos() >= since)
        .filter(wanted)
        .count();
  }
}
