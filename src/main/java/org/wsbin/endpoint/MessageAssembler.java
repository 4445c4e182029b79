package org.wsbin.endpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsbin.protocol.Fragmenter;
import org.wsbin.protocol.MessageKind;

/**
 * Puts slices together into what is sent: a message of up to {@link #CHUNK_BYTES} goes out whole,
 * which takes no thread; a larger one goes out in parts of about that size. Not safe from several
 * threads.
 */
final class MessageAssembler {
  /**
   * A part goes out when it has at least this many bytes. With one more slice of a container it
   * stays below 64 KiB: Jetty cuts a larger frame itself, and then loses its rest where a ping
   * comes next.
   */
  static final int CHUNK_BYTES = 48 * 1024;

  private Optional<ByteArrayOutputStream> gathered = Optional.empty();
  private Optional<Fragmenter> fragmenter = Optional.empty();
  private int nextFragments;
  private boolean inMessage;
  private boolean inParts;

  /** From the next message on, each goes out in parts of that many bytes. */
  void fragment(int bytes) {
    nextFragments = bytes;
  }

  /** Whether a message has begun and not ended. */
  boolean insideMessage() {
    return inMessage;
  }

  /** Takes a slice, copied before this returns, and gives what is ready to go. */
  List<QueuedSend> take(MessageKind kind, ByteBuffer slice, boolean last) {
    if (!inMessage && nextFragments > 0) {
      fragmenter = Optional.of(new Fragmenter(nextFragments, true));
      nextFragments = 0;
    }
    inMessage = !last;
    if (fragmenter.isEmpty()) {
      return gather(kind, slice, last).stream().toList();
    }
    List<QueuedSend> parts = new ArrayList<>();
    fragmenter
        .get()
        .add(
            kind,
            slice,
            last,
            (payload, end) -> parts.add(new QueuedSend.Part(kind, trimmed(payload), end)));
    return parts;
  }

  /** A payload is the whole of its buffer. */
  private static ByteBuffer trimmed(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private Optional<QueuedSend> gather(MessageKind kind, ByteBuffer slice, boolean last) {
    byte[] bytes = trimmed(slice).array();
    if (last && gathered.isEmpty()) {
      return finish(kind, bytes);
    }
    ByteArrayOutputStream chunk = gathered.orElseGet(ByteArrayOutputStream::new);
    chunk.writeBytes(bytes);
    gathered = Optional.of(chunk);
    if (last) {
      return finish(kind, chunk.toByteArray());
    }
    if (chunk.size() < CHUNK_BYTES) {
      return Optional.empty();
    }
    gathered = Optional.empty();
    inParts = true;
    return Optional.of(new QueuedSend.Part(kind, ByteBuffer.wrap(chunk.toByteArray()), false));
  }

  private Optional<QueuedSend> finish(MessageKind kind, byte[] rest) {
    ByteBuffer payload = ByteBuffer.wrap(rest);
    boolean part = inParts;
    gathered = Optional.empty();
    inParts = false;
    return Optional.of(
        part ? new QueuedSend.Part(kind, payload, true) : new QueuedSend.Message(kind, payload));
  }
}
