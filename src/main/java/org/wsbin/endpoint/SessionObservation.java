package org.wsbin.endpoint;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongSupplier;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.ConnectionObserver.Direction;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.Violation;

/**
 * Tells a {@link ConnectionObserver} what the container shows of a connection: slices of messages
 * as if each were a frame, without masking keys; no pings of the peer, because the container
 * answers them itself; and its close only if it closed first. Safe from any thread; the observer is
 * called under the lock, and may not block.
 */
final class SessionObservation {
  private static final Set<Integer> BY_CONTAINER =
      Set.of(CloseStatus.PROTOCOL_ERROR, CloseStatus.INVALID_DATA, CloseStatus.TOO_BIG);

  /** More than nearly every text that is queued at once. */
  private static final ByteBuffer ZEROS = ByteBuffer.allocate(64 * 1024).asReadOnlyBuffer();

  private final ConnectionObserver observer;
  private final LongSupplier nanos;
  private final boolean timed;
  private final boolean wantsPayload;
  private ConnectionState state = ConnectionState.CONNECTING;
  private boolean insideReceived;
  private boolean insideSent;
  private Optional<EndOfStream> cause = Optional.empty();

  SessionObservation(ConnectionObserver observer, LongSupplier nanos) {
    this.observer = observer;
    this.timed = observer.wantsTime();
    this.wantsPayload = observer.wantsPayload();
    this.nanos = nanos;
  }

  synchronized void opened() {
    state = ConnectionState.OPEN;
    observer.opened(nanos.getAsLong());
  }

  /** A slice of a message arrived; its position does not change. */
  synchronized void received(MessageKind kind, ByteBuffer slice, boolean last) {
    if (state.phase() != ConnectionState.Phase.CLOSED) {
      frame(
          Direction.RECEIVED, insideReceived ? Opcode.CONTINUATION : Opcode.of(kind), last, slice);
      insideReceived = !last;
    }
  }

  /** A pong arrived; its position does not change. */
  synchronized void pong(ByteBuffer payload) {
    if (state.phase() != ConnectionState.Phase.CLOSED) {
      frame(Direction.RECEIVED, Opcode.PONG, true, payload);
    }
  }

  /** The behaviour notes what it does. */
  synchronized void note(String what, String sentence) {
    if (state.phase() != ConnectionState.Phase.CLOSED) {
      observer.note(what, sentence, nanos.getAsLong());
    }
  }

  /** The peer's messages exceed a limit. */
  synchronized void violation(Violation broken) {
    observer.violation(broken, ByteBuffer.allocate(0), nanos.getAsLong());
  }

  /** The container is about to send this. */
  synchronized void sending(QueuedSend item) {
    if (state.phase() == ConnectionState.Phase.CLOSED) {
      return;
    }
    if (item instanceof QueuedSend.Data data) {
      Opcode opcode = insideSent ? Opcode.CONTINUATION : Opcode.of(data.kind());
      frame(Direction.SENT, opcode, data.last(), payload(data));
      insideSent = !data.last();
    } else if (item instanceof QueuedSend.Ping ping) {
      frame(Direction.SENT, Opcode.PING, true, whole(ping.payload()));
    } else if (item instanceof QueuedSend.Pong pong) {
      frame(Direction.SENT, Opcode.PONG, true, whole(pong.payload()));
    } else if (item instanceof QueuedSend.Close close) {
      CloseFrame frame = CloseFrame.of(close.status());
      frame(Direction.SENT, Opcode.CLOSE, true, close.status().body());
      state = state.sent(frame);
      observer.close(Direction.SENT, frame, nanos.getAsLong());
    }
  }

  /** The connection is being ended from this side, for that reason; the first one counts. */
  synchronized void ending(EndOfStream how) {
    cause = cause.or(() -> Optional.of(how));
  }

  /**
   * The container says that the connection is closed. If this side has closed, its code is our own
   * on some containers, so it does not count. A code of {@link #BY_CONTAINER} is taken for the
   * container's answer to a violation: nothing tells it from a client's code, but clients hardly
   * send it.
   */
  synchronized void closedWith(int code, String reason) {
    boolean known = code == CloseStatus.NO_STATUS || CloseStatus.mayBeSent(code);
    if (!known) {
      ending(EndOfStream.RESET);
    } else if (state.maySend() && cause.isEmpty()) {
      CloseFrame frame =
          code == CloseStatus.NO_STATUS ? CloseFrame.WITHOUT_CODE : CloseFrame.of(code, reason);
      boolean ours = BY_CONTAINER.contains(code);
      state = ours ? state.sent(frame) : state.received(frame);
      observer.close(ours ? Direction.SENT : Direction.RECEIVED, frame, nanos.getAsLong());
    }
  }

  /** The connection has ended; only the first call counts. */
  synchronized void ended() {
    if (state.phase() != ConnectionState.Phase.CLOSED) {
      state = state.ended();
      observer.ended(state, cause.orElse(EndOfStream.UNKNOWN), nanos.getAsLong());
    }
  }

  private void frame(Direction direction, Opcode opcode, boolean fin, ByteBuffer payload) {
    long now = timed ? nanos.getAsLong() : 0;
    FrameHeader header = new FrameHeader(fin, false, opcode, payload.remaining());
    observer.frame(direction, header, OptionalInt.empty(), now);
    observer.payload(direction, payload.duplicate(), true, now);
  }

  /** Of a text that goes back, the bytes are gone; they are made again only if somebody looks. */
  private ByteBuffer payload(QueuedSend.Data data) {
    boolean counts =
        !wantsPayload && data instanceof QueuedSend.Text text && text.bytes() <= ZEROS.capacity();
    return counts
        ? ZEROS.duplicate().limit(((QueuedSend.Text) data).bytes())
        : whole(data.payload());
  }

  /** A queued payload fills its buffer. */
  private static ByteBuffer whole(ByteBuffer payload) {
    return payload.duplicate().rewind();
  }
}
