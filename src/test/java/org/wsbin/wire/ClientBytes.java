package org.wsbin.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.FrameEncoder;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.MessageDeflater;
import org.wsbin.protocol.Opcode;

/** What a client puts on the wire. */
final class ClientBytes {
  /** A text frame that is not masked, as only a server may send it. */
  static final byte[] UNMASKED = hex("81 05 48 65 6c 6c 6f");

  private ClientBytes() {}

  static byte[] text(String text) {
    return frame(true, Opcode.TEXT, text.getBytes(UTF_8));
  }

  static byte[] binary(int length) {
    return frame(true, Opcode.BINARY, new byte[length]);
  }

  static byte[] ping(String payload) {
    return frame(true, Opcode.PING, payload.getBytes(UTF_8));
  }

  static byte[] pong() {
    return frame(true, Opcode.PONG, new byte[0]);
  }

  static byte[] close(int code, String reason) {
    ByteBuffer body = new CloseStatus(code, reason).body();
    return octets(
        FrameEncoder.client().frame(header(true, false, Opcode.CLOSE, body.remaining()), body));
  }

  static byte[] frame(boolean fin, Opcode opcode, byte[] payload) {
    return frame(header(fin, false, opcode, payload.length), payload);
  }

  /** A binary message, compressed, in one frame. */
  static byte[] compressed(byte[] message) {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (MessageDeflater deflater = new MessageDeflater(false)) {
      deflater.deflate(
          ByteBuffer.wrap(message), true, (payload, last) -> deflated.writeBytes(octets(payload)));
    }
    return frame(header(true, true, Opcode.BINARY, deflated.size()), deflated.toByteArray());
  }

  /** Bytes that look random, the same ones each time. */
  static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  private static FrameHeader header(boolean fin, boolean rsv1, Opcode opcode, int length) {
    return new FrameHeader(fin, rsv1, opcode, length);
  }

  private static byte[] frame(FrameHeader header, byte[] payload) {
    return octets(FrameEncoder.client().frame(header, ByteBuffer.wrap(payload)));
  }

  private static byte[] octets(ByteBuffer left) {
    byte[] octets = new byte[left.remaining()];
    left.get(octets);
    return octets;
  }
}
