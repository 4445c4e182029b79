package org.wsbin.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.wsbin.protocol.FrameReceiver;

/**
 * Reads from the network into the receiving half: one read at a time into a borrowed buffer, whose
 * rest it keeps if the connection pauses. Guarded by its connection's gate.
 */
final class FrameInput {
  /** Compressed data pauses often, and its rest is kept. */
  static final int COMPRESSED_BYTES = BufferPool.BYTES / 2;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final FrameReceiver receiver;
  private final BufferPool buffers;
  private final int mostBytes;
  private ByteBuffer rest = NOTHING;
  private boolean restLeft;

  /**
   * The input of one connection.
   *
   * @param compressed whether permessage-deflate was agreed on
   */
  FrameInput(FrameReceiver receiver, BufferPool buffers, boolean compressed) {
    this.receiver = receiver;
    this.buffers = buffers;
    this.mostBytes = compressed ? COMPRESSED_BYTES : BufferPool.BYTES;
  }

  /**
   * Reads once, and passes the bytes on.
   *
   * @return false if the peer has ended its side
   */
  boolean read(Transport transport) throws IOException {
    ByteBuffer in = buffers.take().limit(mostBytes);
    try {
      int count = transport.read(in);
      if (count > 0) {
        receive(in.flip());
      }
      return count >= 0;
    } finally {
      buffers.give(in);
    }
  }

  /** Continues with the rest after a pause. */
  void takeRest() {
    ByteBuffer in = rest;
    rest = NOTHING;
    receive(in);
  }

  /** Leaves the rest to a thread that inflates, which goes on; at most one is on its way. */
  void leaveRest(Executor inflating, EventGate gate, EventGate.Event goOn) {
    if (!restLeft) {
      restLeft = true;
      inflating.execute(
          () ->
              gate.enter(
                  () -> {
                    restLeft = false;
                    gate.runEventsLeft(); // may take long, and is not of the turn
                    goOn.happen();
                  }));
    }
  }

  /** Drops the rest and all that comes; may be called during the delivery of a message. */
  void drop() {
    receiver.drop();
    if (rest.hasRemaining()) {
      takeRest();
    }
  }

  /** Whether the connection paused in the middle of a read. */
  boolean hasRest() {
    return rest.hasRemaining() || receiver.pausedInside();
  }

  /** The bytes that are kept because the connection paused. */
  int restBytes() {
    return rest.remaining();
  }

  /** Drops the rest; may be called during the delivery of a message. */
  void close() {
    rest = NOTHING;
    receiver.close();
  }

  private void receive(ByteBuffer in) {
    receiver.receive(in);
    if (in.hasRemaining()) {
      rest = ByteBuffer.allocate(in.remaining()).put(in).flip();
    }
  }
}
