package org.wsbin.it.raw;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads the frames of a server, which must not be masked (RFC 6455 section 5.1). */
public final class FrameReader {
  private final DataInputStream in;

  FrameReader(InputStream in) {
    this.in = new DataInputStream(in);
  }

  /**
   * The frames that these octets are.
   *
   * @throws EOFException if the last of them is not complete
   */
  public static List<Frame> all(Bytes octets) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(octets.shared());
    FrameReader reader = new FrameReader(in);
    List<Frame> frames = new ArrayList<>();
    while (in.available() > 0) {
      frames.add(reader.read());
    }
    return frames;
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
