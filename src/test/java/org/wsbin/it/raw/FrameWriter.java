package org.wsbin.it.raw;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Writes frames, masking the payload in pieces so that a large one is not copied whole. */
final class FrameWriter {
  private static final int PIECE = 64 * 1024;

  private static final byte[] KEY = {0x37, (byte) 0xfa, 0x21, 0x3d};

  private final OutputStream out;

  FrameWriter(OutputStream out) {
    this.out = out;
  }

  /** What is on the wire of a frame, masked with a key that is always the same. */
  static Bytes masked(Frame frame) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new FrameWriter(out).masked(frame, KEY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Bytes.of(out.toByteArray());
  }

  void masked(Frame frame, byte[] key) throws IOException {
    byte[] payload = frame.payload().shared();
    ByteBuffer buffer = ByteBuffer.allocate(14 + Math.min(PIECE, payload.length));
    head(buffer, frame, 0x80);
    buffer.put(key);
    for (int i = 0; i < payload.length; i++) {
      if (!buffer.hasRemaining()) {
        drain(buffer);
      }
      buffer.put((byte) (payload[i] ^ key[i & 3]));
    }
    drain(buffer);
  }

  void unmasked(Frame frame) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(10 + frame.payload().length());
    head(buffer, frame, 0);
    drain(buffer.put(frame.payload().shared()));
  }

  private void drain(ByteBuffer buffer) throws IOException {
    out.write(buffer.array(), buffer.arrayOffset(), buffer.position());
    buffer.clear();
  }

  private static void head(ByteBuffer buffer, Frame frame, int mask) {
    int length = frame.payload().length();
    buffer.put((byte) ((frame.fin() ? 0x80 : 0) | frame.rsv() << 4 | frame.opcode()));
    if (length < 126) {
      buffer.put((byte) (mask | length));
    } else if (length < 0x10000) {
      buffer.put((byte) (mask | 126)).putShort((short) length);
    } else {
      buffer.put((byte) (mask | 127)).putLong(length);
    }
  }
}
