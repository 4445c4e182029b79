package org.wsbin.protocol;

/**
 * The header of a frame (RFC 6455 section 5.2):
 *
 * <pre>
 *  byte 0                       byte 1
 * +-+-+-+-+-------+            +-+-------------+ +------------------+ +---------------+
 * |F|R|R|R|       |            |M|             | | 16 bits, if 126  | | masking key,  |
 * |I|S|S|S|opcode |            |A|   length    | | 64 bits, if 127  | | 32 bits,      |
 * |N|V|V|V|       |            |S|             | |                  | | if MASK       |
 * | |1|2|3|       |            |K|             | |                  | |               |
 * +-+-+-+-+-------+            +-+-------------+ +------------------+ +---------------+
 * </pre>
 *
 * @param fin whether this frame ends its message
 * @param rsv1 whether RSV1 is set; the other reserved bits are always refused
 * @param length of the payload, in bytes
 */
public record FrameHeader(boolean fin, boolean rsv1, Opcode opcode, long length) {
  static final int FIN = 0x80;
  static final int RSV1 = 0x40;
  static final int RSV = 0x70;
  static final int OPCODE = 0x0f;
  static final int MASK = 0x80;
  static final int LENGTH = 0x7f;

  /** Lengths of up to this are in the second byte itself. */
  static final int MAX_SHORT = 125;

  static final int LENGTH_16 = 126;
  static final int LENGTH_64 = 127;
  static final int MAX_16 = 0xffff;

  /** A header has at most this many bytes. */
  public static final int MAX_BYTES = 14;
}
