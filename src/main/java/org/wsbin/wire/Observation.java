package org.wsbin.wire;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ClosingHandshake;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.ConnectionObserver.Direction;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.ConnectionState.Phase;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.Violation;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.Timer;

/** Lets an observer see the messages and control frames of a peer, and the end. */
record Observation(ConnectionObserver observer, LongSupplier nanos) {
  static Observation of(Behaviour behaviour, Timer timer) {
    return new Observation(behaviour.observer().orElse(ConnectionObserver.NONE), timer::nanos);
  }

  void opened() {
    observer.opened(nanos.getAsLong());
  }

  void received(Opcode opcode) {
    FrameHeader header = new FrameHeader(true, false, opcode, 0);
    observer.frame(Direction.RECEIVED, header, OptionalInt.empty(), nanos.getAsLong());
  }

  void violation(Violation violation) {
    observer.violation(violation, ByteBuffer.allocate(0), nanos.getAsLong());
  }

  void closed(Optional<CloseStatus> status) {
    observer.close(Direction.RECEIVED, new CloseFrame(status), nanos.getAsLong());
  }

  void ended(ClosingHandshake handshake, EndOfStream how) {
    Optional<CloseFrame> sent =
        handshake.maySend() ? Optional.empty() : Optional.of(CloseFrame.WITHOUT_CODE);
    ConnectionState state =
        new ConnectionState(
            Phase.CLOSED, Optional.empty(), sent, handshake.received().map(CloseFrame::new));
    observer.ended(state, how, nanos.getAsLong());
  }
}
