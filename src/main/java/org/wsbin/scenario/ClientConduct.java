package org.wsbin.scenario;

import java.time.Duration;
import java.util.Optional;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.ConnectionState.Party;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.Quoted;
import org.wsbin.protocol.Violation;

/** What the server saw of a client to which it sent a fault, or meant to. */
public sealed interface ClientConduct {

  /** The connection ended, or the client closed, before the fault was sent. */
  record FaultNotSent() implements ClientConduct {
    String sentence() {
      return "The connection ended before the fault was sent.";
    }
  }

  /** The response to the handshake was this status, not 101, so there was no connection. */
  record HandshakeRefused(int status) implements ClientConduct {}

  /**
   * What happened after the fault. A fault in the handshake is sent when the connection opens.
   *
   * @param state the state of the connection at its end, from the server's view: the client's close
   *     frame came after the fault
   * @param end how TCP ended; empty while it has not
   * @param violation what the client did wrong itself, if anything
   * @param messages how many messages of the client were complete
   * @param pings how many pings it sent
   * @param pongs how many pongs it sent
   * @param time from the fault to the client's close frame; to the end of TCP if none came
   */
  record AfterFault(
      ConnectionState state,
      Optional<EndOfStream> end,
      Optional<Violation> violation,
      long messages,
      long pings,
      long pongs,
      Duration time)
      implements ClientConduct {

    /**
     * A client that fails the connection does so at once. If TCP ends later than this without a
     * close frame, the client's own timeout may have ended it, or whoever ran the client.
     */
    public static final Duration PROMPT = Duration.ofSeconds(2);

    Optional<CloseFrame> close() {
      return state.received();
    }

    /** The client's close code (RFC 6455 section 7.1.5); 1005 if its close frame has none. */
    int code() {
      return state.code();
    }

    /** Whether the client sent anything but a close. */
    boolean active() {
      return messages + pings + pongs > 0;
    }

    /** Whether the client ended TCP. */
    boolean endedByClient() {
      return ended(EndOfStream.FIN) || ended(EndOfStream.RESET);
    }

    /** Whether the server waited for nothing. */
    boolean timedOut() {
      return ended(EndOfStream.TIMEOUT) || ended(EndOfStream.SEND_TIMEOUT);
    }

    /** Whether the client ended TCP soon, without a close frame, and not because we closed. */
    boolean failedWithoutClose() {
      return endedByClient()
          && close().isEmpty()
          && closedByServer().isEmpty()
          && time.compareTo(PROMPT) <= 0;
    }

    private boolean ended(EndOfStream how) {
      return end.filter(how::equals).isPresent();
    }

    /** Our close code, if we closed first, with a code. The bytes of a fault do not count. */
    private Optional<Integer> closedByServer() {
      return state
          .closedBy()
          .filter(Party.US::equals)
          .flatMap(us -> state.sent())
          .flatMap(CloseFrame::status)
          .map(CloseStatus::code);
    }

    /** Why nothing can be said about a client that did nothing it had to, if nothing can. */
    Optional<String> nothingShown() {
      if (close().isPresent()) {
        return Optional.empty();
      }
      if (closedByServer().isPresent()) {
        return Optional.of(
            "The server closed with " + closedByServer().get() + " before the client reacted.");
      }
      return switch (end.orElse(EndOfStream.UNKNOWN)) {
        case LOCAL, UNKNOWN ->
            Optional.of("The connection ended before the client reacted, but not through it.");
        case RESET ->
            unlessActive("The client reset TCP after " + millis() + ", before anything showed.");
        case FIN ->
            unlessActive(
                    "The client ended TCP after "
                        + millis()
                        + " without a sign of life: perhaps it was stopped.")
                .filter(why -> time.compareTo(PROMPT) > 0);
        case TIMEOUT, SEND_TIMEOUT -> Optional.empty();
      };
    }

    private Optional<String> unlessActive(String why) {
      return Optional.of(why).filter(unused -> !active());
    }

    private String millis() {
      return time.toMillis() + " ms";
    }

    /** What the client did, to follow "The client". */
    String told() {
      if (violation.isPresent()) {
        return "violated the protocol itself (" + withoutDot(violation.get().sentence()) + ")";
      }
      if (close().isPresent()) {
        return "closed " + toldClose(close().get()) + " after " + millis() + afterClose();
      }
      String how =
          endedByClient()
              ? (ended(EndOfStream.RESET) ? "reset" : "ended")
                  + " TCP without a close frame after "
                  + millis()
              : "did not end the connection within " + millis();
      return active() ? how + ", and sent " + sent() : how;
    }

    private static String toldClose(CloseFrame frame) {
      return frame
          .status()
          .map(s -> "with " + s.code() + (s.reason().isEmpty() ? "" : " " + Quoted.of(s.reason())))
          .orElse("without a code");
    }

    private String afterClose() {
      if (endedByClient()) {
        return " and ended TCP";
      }
      return timedOut() ? " and did not end TCP" : "";
    }

    private String sent() {
      return counted(messages, "message")
          + ", "
          + counted(pings, "ping")
          + " and "
          + counted(pongs, "pong")
          + " after the fault";
    }

    private static String counted(long number, String noun) {
      return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String withoutDot(String sentence) {
      return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
  }
}
