package org.wsbin.protocol;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.OptionalInt;
import java.util.function.IntSupplier;

/**
 * Frames in, bytes out (RFC 6455 section 5.2), with the shortest form of the length. A client's
 * frames are masked, each with its own key (section 5.3). Not safe from several threads.
 */
public final class FrameEncoder {
  private final Role role;
  private final IntSupplier keys;
  private int key;
  private int frameKey;

  private FrameEncoder(Role role, IntSupplier keys) {
    this.role = role;
    this.keys = keys;
  }

  /** The encoder of that end. */
  static FrameEncoder of(Role role) {
    return role == Role.CLIENT ? client() : server();
  }

  /** The encoder of a server, which masks nothing. */
  public static FrameEncoder server() {
    return new FrameEncoder(Role.SERVER, () -> 0);
  }

  /** The encoder of a client, with unpredictable keys (RFC 6455 section 10.3). */
  public static FrameEncoder client() {
    return client(new SecureRandom()::nextInt);
  }

  /**
   * The encoder of a client, with these masking keys: for a client whose peers need no protection
   * from what it sends.
   */
  public static FrameEncoder client(IntSupplier keys) {
    return new FrameEncoder(Role.CLIENT, keys);
  }

  Role role() {
    return role;
  }

  /** The size of the header of a payload of that length, in bytes. */
  public int headerBytes(long length) {
    int extended =
        length <= FrameHeader.MAX_SHORT
            ? 0
            : length <= FrameHeader.MAX_16 ? Short.BYTES : Long.BYTES;
    return 2 + extended + (role == Role.CLIENT ? Integer.BYTES : 0);
  }

  /**
   * Writes a header. {@link #payload} must follow, with the length in the header.
   *
   * @param out with room for {@link #headerBytes}
   */
  public void header(FrameHeader header, ByteBuffer out) {
    int first = header.opcode().code();
    first |= header.fin() ? FrameHeader.FIN : 0;
    first |= header.rsv1() ? FrameHeader.RSV1 : 0;
    header(first, header.length(), out);
  }

  private void header(int first, long length, ByteBuffer out) {
    int mask = role == Role.CLIENT ? FrameHeader.MASK : 0;
    out.put((byte) first);
    if (length <= FrameHeader.MAX_SHORT) {
      out.put((byte) (mask | length));
    } else if (length <= FrameHeader.MAX_16) {
      out.put((byte) (mask | FrameHeader.LENGTH_16));
      putBigEndian(length, Short.BYTES, out);
    } else {
      out.put((byte) (mask | FrameHeader.LENGTH_64));
      putBigEndian(length, Long.BYTES, out);
    }
    if (role == Role.CLIENT) {
      key = keys.getAsInt();
      frameKey = key;
      putBigEndian(key, Integer.BYTES, out);
    }
  }

  /** The masking key of the last header; empty if that frame is not masked. */
  OptionalInt maskingKey() {
    return role == Role.CLIENT ? OptionalInt.of(frameKey) : OptionalInt.empty();
  }

  /**
   * Writes part of a payload: as much of {@code slice} as {@code out} has room for.
   *
   * @param slice unchanged except for its position
   */
  public void payload(ByteBuffer slice, ByteBuffer out) {
    int count = Math.min(slice.remaining(), out.remaining());
    int from = out.position();
    int limit = slice.limit();
    out.put(slice.limit(slice.position() + count));
    slice.limit(limit);
    if (role == Role.CLIENT) {
      int outLimit = out.limit();
      int end = out.position();
      Masking.apply(out.position(from).limit(end), key);
      out.limit(outLimit).position(end);
      key = Masking.after(key, count);
    }
  }

  /** A whole frame. */
  public ByteBuffer frame(FrameHeader header, ByteBuffer payload) {
    ByteBuffer out = ByteBuffer.allocate(headerBytes(payload.remaining()) + payload.remaining());
    header(header, out);
    payload(payload, out);
    return out.flip();
  }

  private static void putBigEndian(long number, int bytes, ByteBuffer out) {
    for (int shift = (bytes - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      out.put((byte) (number >>> shift));
    }
  }
}
