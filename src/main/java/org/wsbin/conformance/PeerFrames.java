package org.wsbin.conformance;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.wsbin.protocol.Masking;

/**
 * Reads the peer's frames, and goes on reading behind one that breaks a rule: the answer to our
 * close may follow it. Holds no more than a header.
 */
final class PeerFrames {
  /** The longest header: two bytes, eight of the length, four of the key. */
  private static final int MOST_HEADER = 14;

  private static final int SHORT = 125;
  private static final int LENGTH_16 = 126;

  /**
   * The header of a frame.
   *
   * @param reserved the three reserved bits as a number
   * @param key the masking key, if it is masked
   * @param shortest whether the length has no shorter form (RFC 6455 section 5.2)
   */
  record Header(
      boolean fin, int reserved, int opcode, long length, OptionalInt key, boolean shortest) {
    boolean control() {
      return opcode >= 8;
    }
  }

  /** Hears the frames. */
  interface Sink {
    void header(Header header);

    /** A part of the payload, unmasked; a frame without a payload has one empty part. */
    void payload(ByteBuffer part, boolean end);
  }

  private final Sink sink;
  private final ByteBuffer head = ByteBuffer.allocate(MOST_HEADER);
  private Header header;
  private long left;
  private int position;

  PeerFrames(Sink sink) {
    this.sink = sink;
  }

  /** Consumes the bytes, and unmasks payloads in them. */
  void read(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      if (header == null) {
        readHead(bytes);
      } else {
        readPayload(bytes);
      }
    }
  }

  private void readHead(ByteBuffer bytes) {
    head.put(bytes.get());
    if (head.position() < 2 || head.position() < size()) {
      return;
    }
    head.flip();
    header = parse();
    head.clear();
    left = header.length();
    position = 0;
    sink.header(header);
    if (left == 0) {
      end(ByteBuffer.allocate(0));
    }
  }

  private int size() {
    int marker = head.get(1) & 0x7f;
    int length = marker <= SHORT ? 0 : marker == LENGTH_16 ? 2 : 8;
    return 2 + length + (head.get(1) < 0 ? 4 : 0);
  }

  private Header parse() {
    int first = head.get() & 0xff;
    int second = head.get() & 0xff;
    int marker = second & 0x7f;
    long length = marker;
    long least = 0;
    if (marker == LENGTH_16) {
      length = head.getShort() & 0xffff;
      least = SHORT + 1L;
    } else if (marker > LENGTH_16) {
      length = head.getLong();
      least = 0x1_0000;
    }
    OptionalInt key = second >= 0x80 ? OptionalInt.of(head.getInt()) : OptionalInt.empty();
    return new Header(
        first >= 0x80,
        first >> 4 & 7,
        first & 15,
        length < 0 ? Long.MAX_VALUE : length,
        key,
        length >= least);
  }

  private void readPayload(ByteBuffer bytes) {
    int count = (int) Math.min(left, bytes.remaining());
    ByteBuffer part = bytes.slice(bytes.position(), count);
    bytes.position(bytes.position() + count);
    int at = position;
    header.key().ifPresent(key -> Masking.apply(part, Integer.rotateLeft(key, 8 * (at & 3))));
    position = position + count & 3;
    left -= count;
    if (left == 0) {
      end(part);
    } else {
      sink.payload(part, false);
    }
  }

  private void end(ByteBuffer part) {
    header = null;
    sink.payload(part, true);
  }
}
