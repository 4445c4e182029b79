package org.wsbin.endpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsbin.protocol.Fragmenter;
import org.wsbin.protocol.MessageKind;

/**
 * Joins slices for sending: a message of up to {@link #CHUNK_BYTES} is sent whole, which needs no
 * thread; a larger one is sent in parts of about that size. A slice that is a whole message is
 * copied once; a text that goes back as the container gave it, not at all. Not safe from several
 * threads.
 */
final class MessageAssembler {
  /**
   * A part is sent when it has at least this many bytes. With one more slice from a container it
   * stays below 64 KiB: Jetty cuts a larger frame itself, and loses its rest if a ping follows.
   */
  static final int CHUNK_BYTES = 48 * 1024;

  private Optional<ByteArrayOutputStream> unsent = Optional.empty();
  private Optional<TextParts> unsentText = Optional.empty();
  private Optional<Fragmenter> fragmenter = Optional.empty();
  private int nextFragments;
  private boolean insideMessage;
  private boolean inParts;

  /** Sends each message from the next one on in parts of that many bytes. */
  void fragment(int bytes) {
    nextFragments = bytes;
  }

  /** Whether a message has begun and not ended. */
  boolean insideMessage() {
    return insideMessage;
  }

  /** Whether the next message is sent in parts. */
  boolean cuts() {
    return nextFragments > 0 || fragmenter.isPresent();
  }

  /** The bytes of an unfinished message that are held until more of it arrives, at most. */
  long heldBytes() {
    // the stream doubles its array when that is full
    return unsent.map(chunk -> 2L * chunk.size()).orElse(0L)
        + unsentText.map(text -> 2L * text.bytes()).orElse(0L)
        + fragmenter.map(Fragmenter::heldBytes).orElse(0L);
  }

  /** Drops the unfinished message. */
  void drop() {
    insideMessage = false;
    inParts = false;
    unsent = Optional.empty();
    unsentText = Optional.empty();
    fragmenter = Optional.empty();
  }

  /** Adds a slice, which is copied before this returns, and returns what is ready to be sent. */
  List<QueuedSend> take(MessageKind kind, ByteBuffer slice, boolean last) {
    begin(last);
    unsentText.ifPresent(this::encode);
    return fragmenter.isPresent()
        ? fragments(fragmenter.get(), kind, slice, last)
        : assemble(kind, slice, last);
  }

  /**
   * The same for a slice of a text that the container gave as a string.
   *
   * @param utf8 its bytes
   */
  List<QueuedSend> take(String text, ByteBuffer utf8, boolean last) {
    int bytes = utf8.remaining();
    boolean fits =
        unsentText
            .map(begun -> begun.fitsWith(text, bytes))
            .orElseGet(() -> TextParts.fits(text, bytes));
    if (cuts() || unsent.isPresent() || !fits) {
      return take(MessageKind.TEXT, utf8, last);
    }
    begin(last);
    if (last && unsentText.isEmpty()) {
      return List.of(end(text, bytes));
    }
    TextParts parts = unsentText.orElseGet(TextParts::new);
    parts.add(text, bytes);
    unsentText = last || parts.bytes() >= CHUNK_BYTES ? Optional.empty() : Optional.of(parts);
    if (last) {
      return List.of(end(parts.toString(), parts.bytes()));
    } else if (unsentText.isPresent()) {
      return List.of();
    }
    inParts = true;
    return List.of(new QueuedSend.Text(parts.toString(), parts.bytes(), true, false));
  }

  private void begin(boolean last) {
    if (!insideMessage && nextFragments > 0) {
      fragmenter = Optional.of(new Fragmenter(nextFragments, true));
      nextFragments = 0;
    }
    insideMessage = !last;
  }

  /** The rest of the message comes as bytes. */
  private void encode(TextParts text) {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    chunk.writeBytes(text.utf8());
    unsent = Optional.of(chunk);
    unsentText = Optional.empty();
  }

  private QueuedSend end(String text, int bytes) {
    boolean part = inParts;
    inParts = false;
    return new QueuedSend.Text(text, bytes, part, true);
  }

  private static List<QueuedSend> fragments(
      Fragmenter fragmenter, MessageKind kind, ByteBuffer slice, boolean last) {
    List<QueuedSend> parts = new ArrayList<>();
    fragmenter.add(
        kind,
        slice,
        last,
        (payload, end) -> parts.add(new QueuedSend.Part(kind, copy(payload), end)));
    return parts;
  }

  private List<QueuedSend> assemble(MessageKind kind, ByteBuffer slice, boolean last) {
    if (last && unsent.isEmpty()) {
      return List.of(end(kind, copy(slice)));
    }
    ByteArrayOutputStream chunk = unsent.orElseGet(ByteArrayOutputStream::new);
    append(slice, chunk);
    if (!last && chunk.size() < CHUNK_BYTES) {
      unsent = Optional.of(chunk);
      return List.of();
    }
    unsent = Optional.empty();
    ByteBuffer payload = ByteBuffer.wrap(chunk.toByteArray());
    if (last) {
      return List.of(end(kind, payload));
    }
    inParts = true;
    return List.of(new QueuedSend.Part(kind, payload, false));
  }

  private QueuedSend end(MessageKind kind, ByteBuffer payload) {
    boolean part = inParts;
    inParts = false;
    return part ? new QueuedSend.Part(kind, payload, true) : new QueuedSend.Message(kind, payload);
  }

  private static void append(ByteBuffer slice, ByteArrayOutputStream chunk) {
    if (slice.hasArray()) {
      chunk.write(slice.array(), slice.arrayOffset() + slice.position(), slice.remaining());
    } else {
      chunk.writeBytes(copy(slice).array());
    }
  }

  /** A copy that fills its buffer. */
  private static ByteBuffer copy(ByteBuffer payload) {
    return ByteBuffer.allocate(payload.remaining()).put(payload).flip();
  }
}
