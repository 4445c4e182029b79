package org.wsbin.protocol;

import java.nio.ByteBuffer;

/**
 * Cuts messages into fragments of one size (RFC 6455 section 5.4); the last fragment of a message
 * may be shorter. It keeps at most one fragment, and allocates only for received data. Not safe
 * from several threads.
 */
public final class Fragmenter {

  /** Receives the fragments. */
  @FunctionalInterface
  public interface Sink<E extends Exception> {
    /**
     * One fragment.
     *
     * @param payload valid during the call only
     * @param last whether the message ends with it
     */
    void fragment(ByteBuffer payload, boolean last) throws E;
  }

  private final int size;
  private final boolean wholeCharacters;
  private final GrowingBuffer kept = new GrowingBuffer();

  /**
   * A fragmenter for one connection.
   *
   * @param size bytes of a fragment, 1 or more
   * @param wholeCharacters whether a text is cut only between characters; a fragment is then
   *     shorter, or as long as one character
   */
  public Fragmenter(int size, boolean wholeCharacters) {
    this.size = size;
    this.wholeCharacters = wholeCharacters;
  }

  /**
   * Adds a slice, and emits the fragments that it completes.
   *
   * @param slice consumed; if characters are kept whole, a slice of a text must contain whole
   *     characters
   */
  public <E extends Exception> void add(
      MessageKind kind, ByteBuffer slice, boolean last, Sink<E> sink) throws E {
    boolean text = wholeCharacters && kind == MessageKind.TEXT;
    while (slice.hasRemaining()) {
      int count = fitting(slice, text);
      boolean more = slice.remaining() > count;
      ByteBuffer piece = slice.slice(slice.position(), count);
      slice.position(slice.position() + count);
      if (kept.isEmpty() && (more || last)) {
        sink.fragment(piece, !more);
        if (!more) {
          return;
        }
      } else {
        kept.add(piece);
        if (more) {
          sink.fragment(kept.take(0), false);
        }
      }
    }
    if (last) {
      sink.fragment(kept.take(0), true);
    }
  }

  /** The memory that holds an unfinished fragment, in bytes. */
  public long heldBytes() {
    return kept.capacity();
  }

  /** How many bytes of the slice fit into the current fragment. */
  private int fitting(ByteBuffer slice, boolean text) {
    int room = size - kept.size();
    int count = Math.max(0, Math.min(room, slice.remaining()));
    if (!text || count == slice.remaining()) {
      return count;
    }
    int end = slice.position() + count;
    while (end > slice.position() && isContinuation(slice.get(end))) {
      end--;
    }
    boolean longCharacter = end == slice.position() && kept.isEmpty();
    return longCharacter ? character(slice) : end - slice.position();
  }

  /** The length of the first character in bytes. */
  private static int character(ByteBuffer slice) {
    int end = slice.position() + 1;
    while (end < slice.limit() && isContinuation(slice.get(end))) {
      end++;
    }
    return end - slice.position();
  }

  /** RFC 3629 section 3: every byte of a character but its first begins with the bits 10. */
  private static boolean isContinuation(byte octet) {
    return (octet & 0xc0) == 0x80;
  }
}
