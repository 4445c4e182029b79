package org.wsbin.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The receiving half of a connection: bytes in; messages, pings, pongs, the close frame and
 * violations out (RFC 6455 sections 5 to 8, RFC 7692). Everything after a close frame or a
 * violation is dropped. Not safe from several threads; it shares nothing with the {@link
 * FrameSender} of its connection, so one thread can receive while another sends.
 */
public final class FrameReceiver implements AutoCloseable {
  /** The most compressed data between two checks whether to pause. */
  private static final int COMPRESSED_SLICE_BYTES = 1024;

  /** Receives what the peer sends, in order, on the receiving thread. */
  public interface Listener extends MessageDecoder.Sink {
    /** The peer broke a rule, which fails the connection; nothing comes after it. */
    void violation(Violation violation);
  }

  /** What happens to received bytes. */
  private enum State {
    TAKING,
    DROPPING,
    CLOSED
  }

  private final Listener listener;
  private final ConnectionObserver observer;
  private final LongSupplier nanos;
  private final Optional<MessageInflater> inflater;
  private final MessageDecoder messages;
  private final FrameDecoder frames;
  private final boolean timed;
  private State state = State.TAKING;

  /** When the bytes arrived that are being received, for the observer. */
  private long arrivedAt;

  private boolean receiving;

  /**
   * The receiving half of one end.
   *
   * @param role of this end
   * @param deflate permessage-deflate, if it was agreed on
   * @param observer sees each frame; {@link ConnectionObserver#NONE} costs nothing
   * @param nanos the time for the observer; not used if there is none
   */
  public FrameReceiver(
      Role role,
      MessageDecoder.Limits limits,
      Optional<PerMessageDeflate> deflate,
      Listener listener,
      ConnectionObserver observer,
      LongSupplier nanos) {
    this.listener = listener;
    this.observer = observer;
    this.nanos = nanos;
    this.timed = observer.wantsTime();
    this.inflater = deflate.map(agreed -> agreed.inflater(role));
    this.messages = new MessageDecoder(limits, inflater, new Messages());
    int slice = deflate.isPresent() ? COMPRESSED_SLICE_BYTES : Integer.MAX_VALUE;
    FrameDecoder.Sink sink =
        observer == ConnectionObserver.NONE ? messages : new ObservedFrames(messages);
    this.frames = new FrameDecoder(role, deflate.isPresent(), slice, sink);
  }

  /**
   * Consumes the bytes from the buffer's position to its limit, all of them unless the listener
   * pauses.
   *
   * @param in writable; payloads are unmasked in it
   */
  public void receive(ByteBuffer in) {
    receiving = true;
    arrivedAt = now();
    try {
      if (state == State.TAKING && messages.inflateRest()) {
        frames.decode(in);
      }
    } catch (ViolationException broken) {
      drop();
      observer.violation(broken.violation(), frames.unfinishedHeader(), now());
      listener.violation(broken.violation());
    } finally {
      receiving = false;
      free();
    }
    if (state != State.TAKING && in.hasRemaining()) {
      observer.ignored(in.remaining(), now());
      in.position(in.limit());
    }
  }

  /** Drops everything from now on. */
  public void drop() {
    state = state == State.TAKING ? State.DROPPING : state;
    free();
  }

  /** Whether received bytes are dropped. */
  public boolean dropping() {
    return state != State.TAKING;
  }

  /** Whether a frame has begun and not ended, so that no other frame can come between. */
  public boolean insideFrame() {
    return frames.insideFrame();
  }

  /** The bytes of an unfinished frame that are held until the rest of it arrives. */
  public int heldBytes() {
    return messages.heldBytes();
  }

  /** Whether it paused while it inflated: {@link #receive} goes on, perhaps without new bytes. */
  public boolean pausedInside() {
    return state == State.TAKING && messages.pausedInside();
  }

  /** What inflating cost since the connection opened, in inflated bytes that would cost as much. */
  public long inflatingCost() {
    return messages.inflatingCost();
  }

  /** Whether a message has begun and not ended. */
  public boolean insideMessage() {
    return messages.insideMessage();
  }

  /** How many fragments of the current or last message have begun. */
  public int fragments() {
    return messages.fragments();
  }

  /** Drops everything from now on, and frees the memory. The listener may call this. */
  @Override
  public void close() {
    state = State.CLOSED;
    free();
  }

  /** The inflater may be in use further up the stack. */
  private void free() {
    if (state != State.TAKING && !receiving) {
      messages.drop();
    }
    if (state == State.CLOSED && !receiving) {
      inflater.ifPresent(MessageInflater::close);
    }
  }

  private long now() {
    return timed ? nanos.getAsLong() : 0;
  }

  /** Receives from the message decoder; ignores everything after a close. */
  private final class Messages implements MessageDecoder.Sink {
    @Override
    public void data(MessageKind kind, ByteBuffer slice, boolean last) {
      listener.data(kind, slice, last);
    }

    @Override
    public void ping(ByteBuffer payload) {
      listener.ping(payload);
    }

    @Override
    public void pong(ByteBuffer payload) {
      listener.pong(payload);
    }

    @Override
    public void close(CloseFrame frame) {
      drop();
      observer.close(ConnectionObserver.Direction.RECEIVED, frame, now());
      listener.close(frame);
    }

    @Override
    public boolean paused() {
      return state != State.TAKING || listener.paused();
    }
  }

  /** Sits between the decoders if there is an observer. */
  private final class ObservedFrames implements FrameDecoder.Sink {
    private final MessageDecoder next;

    ObservedFrames(MessageDecoder next) {
      this.next = next;
    }

    @Override
    public void header(FrameHeader header) {
      observer.frame(ConnectionObserver.Direction.RECEIVED, header, frames.maskingKey(), arrivedAt);
      next.header(header);
    }

    @Override
    public void payload(ByteBuffer slice, boolean end) {
      observer.payload(ConnectionObserver.Direction.RECEIVED, slice, end, arrivedAt);
      next.payload(slice, end);
    }

    @Override
    public boolean paused() {
      return next.paused();
    }
  }
}
