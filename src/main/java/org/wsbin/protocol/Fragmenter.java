package org.wsbin.protocol;

import java.nio.ByteBuffer;

/**
 * Cuts messages into fragments of one size (RFC 6455 section 5.4); the last of a message has the
 * rest. Keeps at most one fragment. Not safe from several threads.
 */
public final class Fragmenter {
  /** Gets the fragments. */
  @FunctionalInterface
  public interface Sink<E extends Exception> {
    /**
     * One fragment.
     *
     * @param payload not used by the fragmenter any more
     * @param last whether the message ends with it
     */
    void fragment(ByteBuffer payload, boolean last) throws E;
  }

  private static final int LONGEST_CHARACTER_BYTES = 4;

  private final int size;
  private final boolean wholeCharacters;
  private ByteBuffer held;

  /**
   * A fragmenter for one connection.
   *
   * @param size bytes of a fragment, 1 or more
   * @param wholeCharacters whether a text is cut between characters only: fragments are shorter
   *     then, or as long as one character
   */
  public Fragmenter(int size, boolean wholeCharacters) {
    this.size = size;
    this.wholeCharacters = wholeCharacters;
    this.held = empty();
  }

  /** Takes a slice, and gives the fragments that are complete with it. */
  public <E extends Exception> void add(
      MessageKind kind, ByteBuffer slice, boolean last, Sink<E> sink) throws E {
    boolean text = wholeCharacters && kind == MessageKind.TEXT;
    while (slice.hasRemaining()) {
      int unit = text ? characterBytes(slice.get(slice.position())) : 1;
      if (held.position() > 0 && held.position() + unit > size) {
        give(false, sink);
      }
      int count = text ? unit : Math.min(size - held.position(), slice.remaining());
      held.put(slice.slice(slice.position(), count));
      slice.position(slice.position() + count);
    }
    if (last) {
      give(true, sink);
    }
  }

  private <E extends Exception> void give(boolean last, Sink<E> sink) throws E {
    ByteBuffer full = held.flip();
    held = empty();
    sink.fragment(full, last);
  }

  private ByteBuffer empty() {
    return ByteBuffer.allocate(Math.max(size, LONGEST_CHARACTER_BYTES));
  }

  /** How long the character is that begins with this byte (RFC 3629 section 3). */
  private static int characterBytes(byte first) {
    int value = first & 0xff;
    return value < 0x80 ? 1 : value < 0xe0 ? 2 : value < 0xf0 ? 3 : 4;
  }
}
