package org.wsbin.it.raw;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads the frames of a server, which must not be masked (RFC 6455 section 5.1). */
final class FrameReader {
  private final DataInputStream in;

  FrameReader(InputStream in) {
    this.in = new DataInputStream(in);
  }

  /**
   * The next frame.
   *
   * @throws EOFException if the connection ended, at a frame's boundary or within a frame
   */
  Frame read() throws IOException {
    return rest(in.readUnsignedByte());
  }

  /** The frame whose first octet was read already. */
  Frame rest(int first) throws IOException {
    if (first < 0) {
      throw new EOFException("The connection ended where a frame was expected.");
    }
    int second = in.readUnsignedByte();
    if (second > 127) {
      throw new IOException("The server masked a frame.");
    }
    byte[] payload = new byte[length(second)];
    in.readFully(payload);
    return new Frame((first & 0x80) != 0, first >> 4 & 7, first & 0xf, Bytes.of(payload));
  }

  private int length(int second) throws IOException {
    return switch (second) {
      case 126 -> in.readUnsignedShort();
      case 127 -> Math.toIntExact(in.readLong());
      default -> second;
    };
  }
}
