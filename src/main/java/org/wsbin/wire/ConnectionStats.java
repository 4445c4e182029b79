package org.wsbin.wire;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Quoted;
import org.wsbin.protocol.Violation;

/** What the server saw a peer do on one connection. Guarded by the connection's lock. */
final class ConnectionStats implements ConnectionObserver {
  private long openedAt;
  private long endedAt;
  private long messages;
  private long pings;
  private long pongs;
  private boolean tcpEnded;
  private Optional<Optional<CloseStatus>> close = Optional.empty();
  private Optional<ConnectionState> ending = Optional.empty();
  private Optional<Violation> violation = Optional.empty();

  @Override
  public void opened(long nanos) {
    openedAt = nanos;
  }

  @Override
  public void frame(Direction direction, FrameHeader header, OptionalInt maskingKey, long nanos) {
    if (direction == Direction.RECEIVED) {
      switch (header.opcode()) {
        case PING -> pings++;
        case PONG -> pongs++;
        case CLOSE -> {}
        default -> messages += header.fin() ? 1 : 0;
      }
    }
  }

  @Override
  public void close(Direction direction, CloseFrame frame, long nanos) {
    if (direction == Direction.RECEIVED) {
      close = Optional.of(frame.status());
    }
  }

  @Override
  public void violation(Violation broken, ByteBuffer header, long nanos) {
    violation = Optional.of(broken);
  }

  @Override
  public void ended(ConnectionState state, EndOfStream how, long nanos) {
    tcpEnded = how == EndOfStream.FIN;
    ending = Optional.of(state);
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
