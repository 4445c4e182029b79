package org.wsbin.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Batches of events as bytes: a version, the members of {@link EventBatch}, and for each event its
 * kind and its fields. Text is its length in bytes and UTF-8; numbers are big-endian.
 */
final class EventCodec {
  /** The first byte. Nodes of another version do not read what follows. */
  static final int VERSION = 1;

  private EventCodec() {}

  /**
   * A batch of events that are bytes already.
   *
   * @param events as {@link EventEncoder} has written them, one after the other
   */
  static ByteBuffer batch(
      long writer, String node, int first, long lost, long omitted, int count, byte[] events) {
    byte[] name = node.getBytes(UTF_8);
    return ByteBuffer.allocate(37 + name.length + events.length)
        .put((byte) VERSION)
        .putLong(writer)
        .putInt(name.length)
        .put(name)
        .putInt(first)
        .putLong(lost)
        .putLong(omitted)
        .putInt(count)
        .put(events)
        .flip();
  }

  /**
   * Reads a batch.
   *
   * @throws IllegalArgumentException if it has another version, or is damaged
   */
  static EventBatch read(ByteBuffer entry) {
    byte[] bytes = new byte[entry.remaining()];
    entry.duplicate().get(bytes);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    try {
      int version = in.readUnsignedByte();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "Events of version " + version + "; this node reads version " + VERSION + ".");
      }
      long writer = in.readLong();
      String node = EventDecoder.text(in);
      int first = in.readInt();
      long lost = in.readLong();
      long omitted = in.readLong();
      int count = in.readInt();
      EventDecoder reader = new EventDecoder(in, node);
      List<TranscriptEvent> events = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        events.add(reader.next());
      }
      return new EventBatch(writer, node, first, lost, omitted, List.copyOf(events));
    } catch (IOException cut) {
      throw new IllegalArgumentException("Events end within one of them.", cut);
    }
  }

  /** An event as bytes. */
  static byte[] write(TranscriptEvent event) {
    try {
      return EventEncoder.write(event);
    } catch (IOException never) { // it is written to memory
      throw new UncheckedIOException(never);
    }
  }
}
