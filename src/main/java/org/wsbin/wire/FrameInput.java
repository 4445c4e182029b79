package org.wsbin.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.wsbin.protocol.FrameReceiver;

/**
 * From the network to the receiving half: one read at a time into a borrowed buffer, and what is
 * left of it if the connection pauses. Guarded by its connection's gate.
 */
final class FrameInput {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final FrameReceiver receiver;
  private final BufferPool buffers;
  private ByteBuffer rest = NOTHING;

  FrameInput(FrameReceiver receiver, BufferPool buffers) {
    this.receiver = receiver;
    this.buffers = buffers;
  }

  /**
   * Reads once, and hands over what has come.
   *
   * @return false if the peer has ended its side
   */
  boolean read(Transport transport) throws IOException {
    ByteBuffer in = buffers.take();
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

  /** Goes on with what was left when the connection paused. */
  void takeRest() {
    ByteBuffer in = rest;
    rest = NOTHING;
    receive(in);
  }

  /** Whether the connection paused in the middle of what was read. */
  boolean hasRest() {
    return rest.hasRemaining();
  }

  /** Drops what is held; may be called while a message is handed over. */
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
