package org.wsbin.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/**
 * Writes a capture file of Ethernet packets (draft-ietf-opsawg-pcapng): a Section Header Block, an
 * Interface Description Block, and an Enhanced Packet Block for each packet.
 */
final class Pcapng {
  private static final int SECTION_HEADER = 0x0a0d0d0a;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int ENHANCED_PACKET = 6;
  private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
  private static final int VERSION = 1;
  private static final int ETHERNET = 1;
  private static final int COMMENT = 1;
  private static final int INTERFACE_NAME = 2;
  private static final int APPLICATION = 4;
  private static final int TIME_RESOLUTION = 9;

  /** The exponent: nanoseconds. */
  private static final byte NANOSECONDS = 9;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();

  /**
   * A file without packets.
   *
   * @param comment about all of it
   */
  Pcapng(String comment) {
    ByteBuffer section = ByteBuffer.allocate(16);
    section.putInt(BYTE_ORDER_MAGIC).putShort((short) VERSION).putShort((short) 0).putLong(-1);
    block(SECTION_HEADER, section, List.of(text(COMMENT, comment), text(APPLICATION, "wsbin")));
    ByteBuffer network = ByteBuffer.allocate(8);
    network.putShort((short) ETHERNET).putShort((short) 0).putInt(0);
    block(
        INTERFACE_DESCRIPTION,
        network,
        List.of(text(INTERFACE_NAME, "wsbin"), option(TIME_RESOLUTION, new byte[] {NANOSECONDS})));
  }

  private static ByteBuffer text(int code, String text) {
    return option(code, text.getBytes(UTF_8));
  }

  private static ByteBuffer option(int code, byte[] value) {
    ByteBuffer option = ByteBuffer.allocate(4 + padded(value.length));
    return option.putShort((short) code).putShort((short) value.length).put(value).rewind();
  }

  /** Adds a packet. */
  void packet(Instant at, ByteBuffer bytes, List<String> comments) {
    int size = bytes.remaining();
    long nanos = at.getEpochSecond() * NANOS_PER_SECOND + at.getNano();
    ByteBuffer body = ByteBuffer.allocate(20 + padded(size));
    body.putInt(0).putInt((int) (nanos >>> 32)).putInt((int) nanos);
    body.putInt(size).putInt(size).put(bytes.duplicate());
    body.position(body.capacity());
    block(ENHANCED_PACKET, body, comments.stream().map(line -> text(COMMENT, line)).toList());
  }

  /** The bytes of the file. */
  byte[] bytes() {
    return file.toByteArray();
  }

  /** A block of a body, which ends at its position, and of options. */
  private void block(int type, ByteBuffer body, List<ByteBuffer> options) {
    int optionBytes = options.stream().mapToInt(ByteBuffer::remaining).sum();
    int length = 12 + body.position() + (options.isEmpty() ? 0 : optionBytes + 4);
    ByteBuffer block = ByteBuffer.allocate(length);
    block.putInt(type).putInt(length).put(body.flip());
    options.forEach(block::put);
    block.putInt(length - Integer.BYTES, length); // the end of the options is four zeros
    file.writeBytes(block.array());
  }

  /** To a multiple of 32 bits. */
  private static int padded(int length) {
    return (length + 3) & ~3;
  }
}
