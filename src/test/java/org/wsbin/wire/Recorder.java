package org.wsbin.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Violation;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.Peer;

/** A behaviour that keeps what it is told, and does what the test says. */
final class Recorder implements Behaviour {

  /** What to do about a slice; {@code Peer::send} makes an echo. */
  interface Reaction {
    void message(Peer peer, MessageKind kind, ByteBuffer slice, boolean last);
  }

  /** Each call in order: {@code "opened"}, the texts, {@code "closed"}. */
  final List<String> told = new ArrayList<>();

  /** What its observer saw: closes and violations of the peer, and how the stream ended. */
  final List<String> seen = new ArrayList<>();

  /** How many bytes of messages came. */
  long bytes;

  /** How often it was told that there is room again. */
  int rooms;

  /** What to do at the opening. */
  Runnable opening = () -> {};

  Reaction reaction = (peer, kind, slice, last) -> {};

  /** What to do at the end. */
  Runnable ending = () -> {};

  /** Who observes the connection's frames instead of this. */
  Optional<ConnectionObserver> observer = Optional.empty();

  @Override
  public Optional<ConnectionObserver> observer() {
    return observer.or(() -> Optional.of(new Notes()));
  }

  @Override
  public void opened(Peer peer) {
    told.add("opened");
    opening.run();
  }

  @Override
  public void message(Peer peer, MessageKind kind, ByteBuffer slice, boolean last) {
    bytes += slice.remaining();
    if (kind == MessageKind.TEXT) {
      told.add(UTF_8.decode(slice.duplicate()) + (last ? "" : "…"));
    }
    reaction.message(peer, kind, slice, last);
  }

  @Override
  public void roomAgain() {
    rooms++;
  }

  @Override
  public void closed() {
    told.add("closed");
    ending.run();
  }

  private final class Notes implements ConnectionObserver {
    @Override
    public void violation(Violation violation, ByteBuffer header, long nanos) {
      seen.add("violation: " + violation.sentence());
    }

    @Override
    public void close(Direction direction, CloseFrame frame, long nanos) {
      if (direction == Direction.RECEIVED) {
        seen.add("close " + frame.status().map(s -> s.code() + " " + s.reason()).orElse(""));
      }
    }

    @Override
    public void ended(ConnectionState state, EndOfStream how, long nanos) {
      seen.add("end: " + how);
    }
  }
}
