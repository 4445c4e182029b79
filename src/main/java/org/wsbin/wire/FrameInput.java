package org.wsbin.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.wsbin.protocol.FrameDecoder;
import org.wsbin.protocol.MessageDecoder;
import org.wsbin.protocol.MessageInflater;
import org.wsbin.protocol.PerMessageDeflate;
import org.wsbin.protocol.Role;
import org.wsbin.protocol.Violation;
import org.wsbin.protocol.ViolationException;

/** What comes in from one peer, from the network to the messages. Guarded by its owner's lock. */
final class FrameInput {
  /** Of compressed data so little is taken at a time that what it inflates to stays bounded. */
  private static final int COMPRESSED_SLICE_BYTES = 1024;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final FrameDecoder decoder;
  private final MessageDecoder messages;
  private final Optional<MessageInflater> inflater;
  private final Consumer<Violation> broken;
  private ByteBuffer rest = NOTHING;
  private boolean discarding;
  private boolean consuming;
  private boolean closed;

  /**
   * Hands messages to the sink, until {@code broken} is told of a violation.
   *
   * @param deflate where it was agreed on
   */
  FrameInput(
      MessageDecoder.Limits limits,
      Optional<PerMessageDeflate> deflate,
      MessageDecoder.Sink sink,
      Consumer<Violation> broken) {
    this.broken = broken;
    this.inflater = deflate.map(agreed -> agreed.inflater(Role.SERVER));
    this.messages = new MessageDecoder(limits, inflater, sink);
    this.decoder =
        new FrameDecoder(
            Role.SERVER,
            deflate.isPresent(),
            deflate.isPresent() ? COMPRESSED_SLICE_BYTES : Integer.MAX_VALUE,
            messages);
  }

  /**
   * Reads once and hands over what has come.
   *
   * @return false where the peer has ended its side
   */
  boolean read(Transport transport, BufferPool buffers) throws IOException {
    ByteBuffer in = buffers.take();
    try {
      int count = transport.read(in);
      if (count > 0) {
        consume(in.flip());
      }
      return count >= 0;
    } finally {
      buffers.give(in);
    }
  }

  /** Goes on with what was left when the sink paused. */
  void takeRest() {
    if (hasRest()) {
      ByteBuffer in = rest;
      rest = NOTHING;
      consume(in);
    }
  }

  /** Whether the sink has paused in the middle of what was read. */
  boolean hasRest() {
    return rest.hasRemaining();
  }

  /** Whether a frame has begun and not ended, so that nothing else can come between. */
  boolean insideFrame() {
    return decoder.insideFrame();
  }

  /** How many fragments of the message that is coming, or came last, have begun. */
  int fragments() {
    return messages.fragments();
  }

  /** From now on what comes has no meaning. */
  void discard() {
    discarding = true;
  }

  boolean discarding() {
    return discarding;
  }

  /** Drops what is held; perhaps called while a message is handed over. */
  void close() {
    discard();
    closed = true;
    rest = NOTHING;
    free();
  }

  private void free() {
    if (closed && !consuming) {
      inflater.ifPresent(MessageInflater::close);
    }
  }

  private void consume(ByteBuffer in) {
    consuming = true;
    try {
      if (!discarding) {
        decoder.decode(in);
      }
    } catch (ViolationException violation) {
      discard();
      broken.accept(violation.violation());
    } finally {
      consuming = false;
      free();
    }
    if (!discarding && in.hasRemaining()) {
      rest = ByteBuffer.allocate(in.remaining()).put(in).flip();
    }
  }
}
