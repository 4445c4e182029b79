package org.wsbin.wire;

import java.nio.ByteBuffer;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.FrameReceiver;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.Violation;
import org.wsbin.scenario.Behaviour;

/** What one connection does with each thing that it receives. Called inside its gate. */
final class ReceivedFrames implements FrameReceiver.Listener {
  private final WireConnection connection;
  private final Behaviour behaviour;

  ReceivedFrames(WireConnection connection, Behaviour behaviour) {
    this.connection = connection;
    this.behaviour = behaviour;
  }

  @Override
  public boolean paused() {
    return connection.paused();
  }

  @Override
  public void data(MessageKind kind, ByteBuffer slice, boolean last) {
    connection.deadlines.message().received(last);
    if (connection.listens()) {
      connection.guarded(() -> behaviour.message(connection.peer, kind, slice, last));
    }
  }

  @Override
  public void ping(ByteBuffer payload) {
    if (!connection.closer.silence().pong()) {
      connection.peer.control(Opcode.PONG, payload);
    }
  }

  @Override
  public void pong(ByteBuffer payload) {
    connection.deadlines.pong(payload);
    connection.guarded(() -> behaviour.pong(payload));
  }

  @Override
  public void close(CloseFrame frame) {
    connection.closer.received(frame);
  }

  @Override
  public void violation(Violation violation) {
    connection.fail(violation.close());
  }
}
