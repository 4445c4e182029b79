package org.wsbin.proxy;

import java.nio.ByteBuffer;
import org.wsbin.protocol.FrameHeader;

/**
 * The header of a frame as it came (RFC 6455 section 5.2), whether it obeys the rules or not.
 *
 * @param length of the payload, in bytes; negative if it is impossible
 * @param key the masking key, 0 if there is none
 * @param bytes all of it
 */
record FrameHead(int first, boolean masked, long length, int key, ByteBuffer bytes) {
  static final int CONTINUATION = 0;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  /** The most bytes in the payload of a control frame. */
  static final int MOST_CONTROL = 125;

  private static final int FIN = 0x80;
  private static final int MASK = 0x80;
  private static final int RSV1 = 0x40;

  int opcode() {
    return first & 0xf;
  }

  boolean fin() {
    return (first & FIN) != 0;
  }

  boolean rsv1() {
    return (first & RSV1) != 0;
  }

  boolean isControl() {
    return opcode() >= CLOSE;
  }

  /** Whether it is a control frame with one of these opcodes whose payload is not too long. */
  boolean isSmall(int opcode) {
    return opcode() == opcode && length <= MOST_CONTROL;
  }

  /** Collects the bytes of headers. */
  static final class Reader {
    private final byte[] bytes = new byte[FrameHeader.MAX_BYTES];
    private int have;

    /** Takes bytes of a header; returns whether it is complete. */
    boolean takes(ByteBuffer in) {
      while (have < need()) {
        if (!in.hasRemaining()) {
          return false;
        }
        bytes[have++] = in.get();
      }
      return true;
    }

    private int need() {
      if (have < 2) {
        return 2;
      }
      int extended = extended();
      return 2 + extended + ((bytes[1] & MASK) != 0 ? Integer.BYTES : 0);
    }

    private int extended() {
      return switch (bytes[1] & 0x7f) {
        case 126 -> Short.BYTES;
        case 127 -> Long.BYTES;
        default -> 0;
      };
    }

    /** The complete header; the next one can begin. */
    FrameHead header() {
      ByteBuffer read = ByteBuffer.wrap(bytes, 0, have);
      int first = read.get() & 0xff;
      int second = read.get() & 0xff;
      long length =
          switch (extended()) {
            case Short.BYTES -> read.getShort() & 0xffff;
            case Long.BYTES -> read.getLong();
            default -> second & 0x7f;
          };
      boolean masked = (second & MASK) != 0;
      int key = masked ? read.getInt() : 0;
      ByteBuffer all = ByteBuffer.allocate(have).put(read.rewind()).flip();
      have = 0;
      return new FrameHead(first, masked, length, key, all);
    }
  }
}
