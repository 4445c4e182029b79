package org.wsbin.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.Opcode;

/** What a connection does when time has passed. */
final class DueChecks {
  private final WireConnection connection;
  private final SweepCheck check;

  /** Whether more may be due soon after the last check. */
  private volatile boolean more;

  DueChecks(WireConnection connection) {
    this.connection = connection;
    this.check = new SweepCheck(connection.gate);
  }

  /**
   * Called by the timer.
   *
   * @param due calls {@link #run}
   * @return whether the next sweep must come soon
   */
  boolean sweep(EventGate.Event due) {
    return check.sweep(due) || more;
  }

  /**
   * Does what is due; called inside the gate.
   *
   * @param stalled whether the connection reads nothing on purpose
   * @param inLine whether what was read waits for a thread: what the peer owes may be in there
   */
  void run(Transport transport, boolean stalled, boolean inLine) throws IOException {
    ConnectionState state = connection.closer.state();
    FrameOutput out = connection.out;
    if (inLine) {
      connection.deadlines.waitFromNow();
    }
    if (out.blocked() && transport.takesMore()) {
      connection.writeOn();
    }
    Optional<EndOfStream> over = connection.deadlines.over(out, !state.maySend());
    if (!transport.isOpen()) {
      connection.end(EndOfStream.RESET);
    } else if (over.isPresent()) {
      connection.cut(over.get());
    } else if (connection.deadlines.message().over(!stalled && !inLine && !out.full())) {
      connection.fail(connection.resources.connections().tooSlow());
    } else if (state.maySend() && state.mayReceive() && !connection.closer.silence().own()) {
      keepAlive();
    }
    ConnectionState now = connection.closer.state();
    more =
        stalled
            || inLine
            || out.blocked()
            || !now.maySend()
            || !now.mayReceive()
            || connection.deadlines.dueSoon();
  }

  private void keepAlive() throws IOException {
    switch (connection.deadlines.due(connection.out)) {
      case PING -> connection.sender.control(Opcode.PING, ByteBuffer.allocate(0));
      case GIVE_UP ->
          connection.fail(new CloseStatus(CloseStatus.INTERNAL_ERROR, "keepalive ping timeout"));
      case NOTHING -> {}
    }
  }
}
