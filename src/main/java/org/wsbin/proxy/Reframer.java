package org.wsbin.proxy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.wsbin.protocol.FrameEncoder;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Opcode;

/**
 * Merges the fragments of each message, and writes it in frames of one size. Holds the payload of
 * one frame.
 */
final class Reframer {
  private final int size;
  private final FrameEncoder encoder;
  private byte[] payload = {};
  private int have;
  private Opcode opcode = Opcode.CONTINUATION;
  private boolean rsv1;

  /**
   * A reframer.
   *
   * @param size the most bytes in a payload, at least 1
   * @param encoder of the end that sends these frames
   */
  Reframer(int size, FrameEncoder encoder) {
    this.size = size;
    this.encoder = encoder;
  }

  /** A frame of a message begins. */
  void begin(FrameHead head) {
    if (head.opcode() != FrameHead.CONTINUATION) {
      opcode = head.opcode() == Opcode.TEXT.code() ? Opcode.TEXT : Opcode.BINARY;
      rsv1 = head.rsv1();
    }
  }

  /** Takes unmasked bytes of a payload. */
  void add(byte[] bytes, ByteArrayOutputStream out) {
    for (int from = 0; from < bytes.length; ) {
      if (have == size) {
        write(false, out);
      }
      int count = Math.min(size - have, bytes.length - from);
      if (have + count > payload.length) {
        payload =
            Arrays.copyOf(payload, Math.min(size, Math.max(2 * payload.length, have + count)));
      }
      System.arraycopy(bytes, from, payload, have, count);
      have += count;
      from += count;
    }
  }

  /** The message ends. */
  void end(ByteArrayOutputStream out) {
    write(true, out);
    payload = new byte[0];
  }

  private void write(boolean fin, ByteArrayOutputStream out) {
    FrameHeader header = new FrameHeader(fin, rsv1, opcode, have);
    out.writeBytes(encoder.frame(header, ByteBuffer.wrap(payload, 0, have)).array());
    opcode = Opcode.CONTINUATION;
    rsv1 = false;
    have = 0;
  }
}
