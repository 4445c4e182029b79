package org.wsbin.fault;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.Quoted;
import org.wsbin.protocol.Violation;

/** Records what a client did on one connection, from its opening to its end. */
final class ConnectionStats implements ConnectionObserver {

  /** What the server does after the fault. */
  enum Awaits {
    /** The server waits for the client to react. */
    REACTION,
    /** The server ends TCP at once. */
    NOTHING
  }

  private final Awaits awaits;
  private final Consumer<ConnectionStats> whenEnded;
  private long openedAt;
  private long endedAt;
  private Optional<FrameHeader> unfinished = Optional.empty();
  private long messages;
  private long pings;
  private long pongs;
  private boolean clean = true;
  private Optional<EndOfStream> end = Optional.empty();
  private Optional<CloseFrame> close = Optional.empty();
  private Optional<Violation> violation = Optional.empty();

  /**
   * An empty record.
   *
   * @param whenEnded receives this after the end of the connection
   */
  ConnectionStats(Awaits awaits, Consumer<ConnectionStats> whenEnded) {
    this.awaits = awaits;
    this.whenEnded = whenEnded;
  }

  @Override
  public void opened(long nanos) {
    openedAt = nanos;
  }

  @Override
  public void frame(Direction direction, FrameHeader header, OptionalInt maskingKey, long nanos) {
    if (direction == Direction.RECEIVED) {
      unfinished = Optional.of(header);
    }
  }

  @Override
  public void payload(Direction direction, ByteBuffer part, boolean end, long nanos) {
    if (direction == Direction.RECEIVED && end) {
      unfinished.ifPresent(this::count);
      unfinished = Optional.empty();
    }
  }

  private void count(FrameHeader header) {
    if (header.opcode() == Opcode.PING) {
      pings++;
    } else if (header.opcode() == Opcode.PONG) {
      pongs++;
    } else if (header.opcode() != Opcode.CLOSE && header.fin()) {
      messages++;
    }
  }

  @Override
  public void violation(Violation broken, ByteBuffer header, long nanos) {
    violation = Optional.of(broken);
  }

  @Override
  public void close(Direction direction, CloseFrame frame, long nanos) {
    if (direction == Direction.RECEIVED) {
      close = close.or(() -> Optional.of(frame));
    }
  }

  @Override
  public void ended(ConnectionState state, EndOfStream how, long nanos) {
    clean = state.clean();
    end = Optional.of(how);
    endedAt = nanos;
    whenEnded.accept(this);
  }

  /** Milliseconds from the opening to the end. */
  long millis() {
    return TimeUnit.NANOSECONDS.toMillis(endedAt - openedAt);
  }

  /** How the connection ended, for a sentence. */
  String outcome() {
    boolean byServer =
        end.filter(how -> how != EndOfStream.FIN && how != EndOfStream.RESET).isPresent();
    return byServer && awaits == Awaits.NOTHING ? "the server ended TCP" : reaction();
  }

  private String reaction() {
    if (close.isPresent()) {
      return "the client closed with " + code(close.get());
    }
    if (violation.isPresent()) {
      return "the client violated the protocol: " + violation.get().sentence();
    }
    return switch (end.orElse(EndOfStream.LOCAL)) {
      case FIN -> "the client ended TCP without a close frame";
      case RESET -> "the client reset the TCP connection";
      case TIMEOUT, SEND_TIMEOUT, LOCAL, UNKNOWN -> "the client did not react";
    };
  }

  private static String code(CloseFrame frame) {
    return frame
        .status()
        .map(s -> s.code() + (s.reason().isEmpty() ? "" : " " + Quoted.of(s.reason())))
        .orElse("no code");
  }

  /** What the client sent, for a sentence. */
  String received() {
    String unclean = clean ? "" : "; not closed cleanly";
    return messages + " messages, " + pings + " pings, " + pongs + " pongs" + unclean;
  }
}
