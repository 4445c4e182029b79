package org.wsbin.channel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.wsbin.cluster.SharedLog;
import org.wsbin.protocol.MessageKind;

/**
 * A message as an entry of a channel's log: a byte {@code t} or {@code b} for text or binary, one
 * for the half of its sender, one for the length of the sender's id, the id, and the payload.
 *
 * @param half 0 or 1: whether the sender's number is even or odd
 * @param sender the id of the member that sent it, in ASCII
 */
record MessageEntry(MessageKind kind, int half, String sender, ByteBuffer payload) {
  private static final int LONGEST_ID = 64;
  private static final int LEAST_BYTES = 3;

  /** The most bytes of a message, so that an entry has room for the rest. */
  static final int MOST_BYTES = SharedLog.MOST_ENTRY_BYTES - 1024;

  MessageEntry {
    if (sender.length() > LONGEST_ID) {
      throw new IllegalArgumentException("The id " + sender + " is too long.");
    }
  }

  /** The same, with a payload of its own. */
  MessageEntry copy() {
    ByteBuffer copied = ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip();
    return new MessageEntry(kind, half, sender, copied);
  }

  ByteBuffer encoded() {
    byte[] id = sender.getBytes(US_ASCII);
    return ByteBuffer.allocate(LEAST_BYTES + id.length + payload.remaining())
        .put((byte) (kind == MessageKind.TEXT ? 't' : 'b'))
        .put((byte) half)
        .put((byte) id.length)
        .put(id)
        .put(payload.duplicate())
        .flip();
  }

  /** The message in an entry; empty if it is none. */
  static Optional<MessageEntry> of(ByteBuffer entry) {
    if (entry.remaining() < LEAST_BYTES) {
      return Optional.empty();
    }
    byte kind = entry.get();
    int half = entry.get() & 1;
    int length = entry.get();
    if ((kind != 't' && kind != 'b') || length < 0 || length > entry.remaining()) {
      return Optional.empty();
    }
    byte[] id = new byte[length];
    entry.get(id);
    return Optional.of(
        new MessageEntry(
            kind == 't' ? MessageKind.TEXT : MessageKind.BINARY,
            half,
            new String(id, US_ASCII),
            entry.slice()));
  }
}
