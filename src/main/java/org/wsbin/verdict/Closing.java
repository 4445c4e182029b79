package org.wsbin.verdict;

import java.util.List;
import java.util.Optional;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.Opcode;
import org.wsbin.recording.RecordedFrame;
import org.wsbin.recording.TimedClose;
import org.wsbin.scenario.Engine;
import org.wsbin.transcript.RecordedConnection;

/** How a client closes (RFC 6455 sections 5.5.1 and 7.1). */
final class Closing {
  static final ClientRule ANSWERED =
      new ClientRule(
          "close-answered",
          "RFC 6455 section 5.5.1",
          "The client answers the server's close with a close.",
          new EachConnection(
              connection -> isSeen(connection) && serverClosedFirst(connection),
              Closing::unanswered));

  static final ClientRule NOTHING_AFTER =
      new ClientRule(
          "nothing-after-close",
          "RFC 6455 section 5.5.1",
          "The client sends nothing after its close.",
          new EachConnection(
              connection -> isSeen(connection) && connection.closeReceived().isPresent(),
              Closing::sentAfterwards));

  static final ClientRule CLOSED =
      new ClientRule(
          "closed-before-tcp",
          "RFC 6455 section 7.1.7",
          "The client does not end TCP without a close.",
          new EachConnection(
              connection -> isSeen(connection) && connection.end().isPresent(),
              Closing::endedWithoutClose));

  private Closing() {}

  /** The container's engine does not show this. */
  private static boolean isSeen(RecordedConnection connection) {
    return connection.engine() == Engine.WIRE;
  }

  private static boolean serverClosedFirst(RecordedConnection connection) {
    Optional<TimedClose> sent = connection.closeSent();
    return sent.isPresent()
        && connection.end().isPresent()
        && connection.violation().isEmpty()
        && connection
            .closeReceived()
            .map(received -> received.nanos() >= sent.get().nanos())
            .orElse(true);
  }

  private static List<Finding> unanswered(RecordedConnection connection) {
    Optional<TimedClose> received = connection.closeReceived();
    if (received.isEmpty()) {
      return List.of(
          finding(connection, "The client did not answer the close: " + ending(connection) + "."));
    }
    return List.of();
  }

  private static String ending(RecordedConnection connection) {
    return switch (connection.end().map(end -> end.how()).orElse(EndOfStream.UNKNOWN)) {
      case FIN -> "it ended TCP";
      case RESET -> "it reset TCP";
      case TIMEOUT, SEND_TIMEOUT, LOCAL, UNKNOWN -> "the server had to end TCP";
    };
  }

  private static List<Finding> sentAfterwards(RecordedConnection connection) {
    return connection.ignoredBytes() == 0 || connection.violation().isPresent()
        ? List.of()
        : List.of(
            finding(
                connection,
                "The client sent " + connection.ignoredBytes() + " bytes after its close."));
  }

  private static List<Finding> endedWithoutClose(RecordedConnection connection) {
    boolean byClient =
        connection
            .end()
            .filter(end -> end.how() == EndOfStream.FIN || end.how() == EndOfStream.RESET)
            .isPresent();
    boolean excused =
        connection.closeReceived().isPresent()
            || connection.closeSent().isPresent()
            || !connection.faults().isEmpty();
    return byClient && !excused
        ? List.of(
            finding(
                connection,
                "Without a close, " + ending(connection).replace("it ", "the client ") + "."))
        : List.of();
  }

  private static Finding finding(RecordedConnection connection, String sentence) {
    List<Integer> closes =
        connection.frames().stream()
            .filter(frame -> frame.opcode() == Opcode.CLOSE)
            .map(RecordedFrame::number)
            .toList();
    return new Finding(connection.request().id(), closes, sentence);
  }

  /** The code that the client closed with. */
  static Optional<Integer> code(RecordedConnection connection) {
    return connection
        .closeReceived()
        .map(close -> close.frame().status().map(CloseStatus::code).orElse(CloseStatus.NO_STATUS));
  }
}
