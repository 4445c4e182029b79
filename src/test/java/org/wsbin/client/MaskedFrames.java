package org.wsbin.client;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The frames of a client, as a test reads them. */
final class MaskedFrames {
  private MaskedFrames() {}

  /** Each as hex: its first byte, a space, and its payload unmasked. */
  static List<String> parse(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<String> frames = new ArrayList<>();
    while (in.hasRemaining()) {
      String first = "%02x".formatted(in.get());
      int length = in.get() & 0x7f;
      length = length == 126 ? in.getShort() & 0xffff : length == 127 ? (int) in.getLong() : length;
      byte[] key = new byte[4];
      in.get(key);
      byte[] payload = new byte[length];
      in.get(payload);
      for (int i = 0; i < length; i++) {
        payload[i] ^= key[i % 4];
      }
      frames.add((first + " " + HexFormat.of().formatHex(payload)).strip());
    }
    return frames;
  }
}
