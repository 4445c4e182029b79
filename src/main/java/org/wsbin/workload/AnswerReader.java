package org.wsbin.workload;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.FrameReceiver;
import org.wsbin.protocol.MessageDecoder;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Role;
import org.wsbin.protocol.Violation;

/**
 * Finds the messages in what a server sends. A message in one frame that has arrived whole, which
 * is the usual case, is skipped without looking at its content; everything else goes through the
 * connection core, with all its rules. Belongs to one thread.
 */
final class AnswerReader {
  private static final int TEXT = 0x81;
  private static final int BINARY = 0x82;
  private static final int LENGTH_16 = 126;
  private static final int BYTE = 0xff;

  /** What was found, in order. */
  interface Listener {
    /**
     * A message.
     *
     * @param bytes its size
     * @param in has its beginning, at least {@link ChannelStamp#BYTES} if it is that long, from
     *     {@code at} on; valid during the call only
     */
    void message(long bytes, ByteBuffer in, int at);

    void ping(ByteBuffer payload);

    void closed(CloseFrame frame);

    void violated(Violation violation);
  }

  private final Listener listener;
  private final FrameReceiver core;
  private final Pieces pieces = new Pieces();

  AnswerReader(Listener listener) {
    this.listener = listener;
    MessageDecoder.Limits limits = new MessageDecoder.Limits(Long.MAX_VALUE, Integer.MAX_VALUE);
    this.core =
        new FrameReceiver(
            Role.CLIENT, limits, Optional.empty(), pieces, ConnectionObserver.NONE, () -> 0);
  }

  /** Takes all bytes of the buffer. */
  void read(ByteBuffer in) {
    while (in.hasRemaining()) {
      if (core.insideFrame() || core.insideMessage() || core.dropping() || !whole(in)) {
        pieces.between = false;
        core.receive(in);
      }
    }
  }

  /** Takes the messages that are whole; returns whether nothing is left. */
  private boolean whole(ByteBuffer in) {
    int end = in.limit();
    int at = in.position();
    while (end - at >= 2) {
      int first = in.get(at) & BYTE;
      int length = in.get(at + 1);
      int payload = at + 2;
      if (length == LENGTH_16 && end - at >= 4) {
        length = (in.get(at + 2) & BYTE) << Byte.SIZE | (in.get(at + 3) & BYTE);
        payload = at + 4;
        if (length < LENGTH_16) {
          break;
        }
      } else if (length >= LENGTH_16 || length < 0) {
        break;
      }
      if ((first != TEXT && first != BINARY) || end - payload < length) {
        break;
      }
      at = payload + length;
      in.position(at);
      listener.message(length, in, payload);
    }
    return at == end;
  }

  /** Receives from the connection core; stops after each message, since the next may be whole. */
  private final class Pieces implements FrameReceiver.Listener {
    private final ByteBuffer beginning = ByteBuffer.allocate(ChannelStamp.BYTES);
    private long bytes;
    private boolean between;

    @Override
    public void data(MessageKind kind, ByteBuffer slice, boolean last) {
      bytes += slice.remaining();
      while (beginning.hasRemaining() && slice.hasRemaining()) {
        beginning.put(slice.get());
      }
      if (last) {
        between = true;
        long all = bytes;
        bytes = 0;
        beginning.clear();
        listener.message(all, beginning, 0);
      }
    }

    @Override
    public void ping(ByteBuffer payload) {
      listener.ping(payload);
    }

    @Override
    public void pong(ByteBuffer payload) {
      // nobody asked
    }

    @Override
    public void close(CloseFrame frame) {
      listener.closed(frame);
    }

    @Override
    public void violation(Violation violation) {
      listener.violated(violation);
    }

    @Override
    public boolean paused() {
      return between;
    }
  }
}
