package org.wsbin.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/**
 * The sending half of a connection: messages, fragments and control frames in, bytes out (RFC 6455
 * sections 5 to 7, RFC 7692). It holds back only what the deflater and the fragmenter keep of an
 * unfinished message. Its host checks the {@link ConnectionState} first, which says whether
 * anything may be sent. Not safe from several threads; it shares nothing with the {@link
 * FrameReceiver} of its connection.
 *
 * @param <E> the exception of the host's network
 */
public final class FrameSender<E extends Exception> implements AutoCloseable {

  /** The destination of the bytes. */
  @FunctionalInterface
  public interface Output<E extends Exception> {
    /**
     * The buffer to fill. If the current one has less room, its content goes to the network first.
     *
     * @param least the bytes that must fit, at most {@link FrameHeader#MAX_BYTES}
     */
    ByteBuffer room(int least) throws E;
  }

  private final FrameEncoder encoder;
  private final Optional<MessageDeflater> deflater;
  private final Output<E> output;
  private final ConnectionObserver observer;
  private final LongSupplier nanos;
  private final boolean timed;
  private Optional<MessageKind> begun = Optional.empty();
  private boolean firstFrameSent;
  private int nextFragmentSize;
  private long deflatingCost;
  private Optional<Fragmenter> fragmenter = Optional.empty();

  /**
   * The sending half of one end.
   *
   * @param role of this end
   * @param deflate permessage-deflate, if it was agreed on
   * @param observer sees each frame; {@link ConnectionObserver#NONE} costs nothing
   * @param nanos the time for the observer; not used if there is none
   */
  public FrameSender(
      Role role,
      Optional<PerMessageDeflate> deflate,
      Output<E> output,
      ConnectionObserver observer,
      LongSupplier nanos) {
    this.encoder = FrameEncoder.of(role);
    this.deflater = deflate.map(agreed -> agreed.deflater(role));
    this.output = output;
    this.observer = observer;
    this.nanos = nanos;
    this.timed = observer.wantsTime();
  }

  /**
   * Sends a slice of a message: as one frame; with compression, as frames with the output of the
   * deflater, perhaps none; with a {@link #fragmentSize}, as fragments of that size.
   *
   * @param slice consumed
   * @param last whether the message ends here
   * @throws IllegalArgumentException if the message began with the other kind; nothing is sent
   */
  public void message(MessageKind kind, ByteBuffer slice, boolean last) throws E {
    if (begun.isPresent() && begun.get() != kind) {
      throw new IllegalArgumentException(
          "The fragment is " + kind + "; its message began as " + begun.get() + ".");
    }
    if (begun.isEmpty()) {
      firstFrameSent = false;
      if (nextFragmentSize > 0) {
        fragmenter = Optional.of(new Fragmenter(nextFragmentSize, false));
        nextFragmentSize = 0;
      }
    }
    begun = last ? Optional.empty() : Optional.of(kind);
    if (deflater.isEmpty()) {
      payload(kind, slice, last, false);
    } else {
      deflatingCost +=
          (long) slice.remaining() * PerMessageDeflate.DEFLATED_BYTE_COST
              + PerMessageDeflate.PIECE_COST;
      deflater.get().<E>deflate(slice, last, (payload, end) -> payload(kind, payload, end, true));
    }
  }

  /**
   * Sends a whole message whose frame is encoded already, if it can go as it is: a server sends it,
   * without compression or fragments. Otherwise it is sent as {@link #message(MessageKind,
   * ByteBuffer, boolean)} sends it.
   */
  public void message(PreparedMessage message) throws E {
    boolean asItIs =
        deflater.isEmpty()
            && fragmenter.isEmpty()
            && nextFragmentSize == 0
            && begun.isEmpty()
            && encoder.role() == Role.SERVER;
    if (!asItIs) {
      message(message.kind(), message.payload(), true);
      return;
    }
    if (observer != ConnectionObserver.NONE) {
      long now = timed ? nanos.getAsLong() : 0;
      observer.frame(ConnectionObserver.Direction.SENT, message.header(), OptionalInt.empty(), now);
      observer.payload(ConnectionObserver.Direction.SENT, message.payload(), true, now);
    }
    put(message.frame());
  }

  /**
   * What deflating took since the connection opened, in the unit of {@link
   * FrameReceiver#inflatingCost}.
   */
  public long deflatingCost() {
    return deflatingCost;
  }

  /** The kind of the unfinished message, even if no frame of it has been sent yet. */
  public Optional<MessageKind> begun() {
    return begun;
  }

  /**
   * Sends each message from the next one on in fragments of that many bytes; the last one may be
   * shorter.
   */
  public void fragmentSize(int bytes) {
    nextFragmentSize = bytes;
  }

  /**
   * Sends a control frame, perhaps between the fragments of a message.
   *
   * @param opcode {@link Opcode#PING} or {@link Opcode#PONG}
   * @param payload consumed; at most 125 bytes (RFC 6455 section 5.5)
   */
  public void control(Opcode opcode, ByteBuffer payload) throws E {
    frame(new FrameHeader(true, false, opcode, payload.remaining()), payload);
  }

  /**
   * Sends a close frame, which must be the last frame; its host updates the {@link
   * ConnectionState}.
   */
  public void close(CloseFrame frame) throws E {
    control(Opcode.CLOSE, frame.body());
    if (observer != ConnectionObserver.NONE) {
      observer.close(ConnectionObserver.Direction.SENT, frame, nanos.getAsLong());
    }
  }

  /** Sends raw bytes, valid or not; consumes them. */
  public void raw(ByteBuffer bytes) throws E {
    if (observer != ConnectionObserver.NONE) {
      observer.rawBytes(bytes.asReadOnlyBuffer(), nanos.getAsLong());
    }
    put(bytes);
  }

  private void put(ByteBuffer bytes) throws E {
    while (bytes.hasRemaining()) {
      ByteBuffer room = output.room(1);
      int count = Math.min(bytes.remaining(), room.remaining());
      room.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
    }
  }

  /** Frees the deflater's memory. */
  @Override
  public void close() {
    deflater.ifPresent(MessageDeflater::close);
  }

  private void payload(MessageKind kind, ByteBuffer payload, boolean last, boolean compressed)
      throws E {
    if (fragmenter.isEmpty()) {
      fragment(kind, payload, last, compressed);
    } else {
      MessageKind cut = compressed ? MessageKind.BINARY : kind;
      fragmenter
          .get()
          .<E>add(cut, payload, last, (part, end) -> fragment(kind, part, end, compressed));
    }
  }

  private void fragment(MessageKind kind, ByteBuffer payload, boolean last, boolean compressed)
      throws E {
    Opcode opcode = firstFrameSent ? Opcode.CONTINUATION : Opcode.of(kind);
    boolean rsv1 = compressed && !firstFrameSent;
    firstFrameSent = true;
    frame(new FrameHeader(last, rsv1, opcode, payload.remaining()), payload);
  }

  private void frame(FrameHeader header, ByteBuffer payload) throws E {
    ByteBuffer room = output.room(FrameHeader.MAX_BYTES);
    encoder.header(header, room);
    if (observer != ConnectionObserver.NONE) {
      long now = timed ? nanos.getAsLong() : 0;
      observer.frame(ConnectionObserver.Direction.SENT, header, encoder.maskingKey(), now);
      observer.payload(ConnectionObserver.Direction.SENT, payload, true, now);
    }
    encoder.payload(payload, room);
    while (payload.hasRemaining()) {
      encoder.payload(payload, output.room(1));
    }
  }
}
