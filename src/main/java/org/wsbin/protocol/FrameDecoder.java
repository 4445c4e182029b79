package org.wsbin.protocol;

import java.nio.ByteBuffer;
import java.util.OptionalInt;

/**
 * Bytes in, frames out (RFC 6455 section 5.2). Bytes may be split anywhere; only the bytes of an
 * unfinished header are kept. A violation of a framing rule is refused at its first byte (a wrong
 * length at the end of the header), before the payload is handled. Not safe from several threads.
 */
public final class FrameDecoder {

  /** Receives each frame: its header, then its payload in slices, the last one marked. */
  public interface Sink {
    /** A header was received; an exception ends the decoding. */
    void header(FrameHeader header);

    /**
     * A slice of the payload, from the buffer's position to its limit, unmasked in place; valid
     * during the call only. A frame without a payload has one empty slice.
     *
     * @param end whether the frame ends here
     */
    void payload(ByteBuffer slice, boolean end);

    /** Whether to pause here; the caller offers the remaining bytes again later. */
    default boolean paused() {
      return false;
    }
  }

  private final Role role;
  private final boolean rsv1Allowed;
  private final int maxSlice;
  private final Sink sink;

  private final byte[] head = new byte[FrameHeader.MAX_BYTES];
  private int have;
  private int need = 2;
  private long left;
  private int key;
  private int frameKey;
  private boolean insidePayload;
  private boolean insideMessage;

  /**
   * A decoder for one connection.
   *
   * @param role the role of this end: a server requires masked frames, a client unmasked ones
   * @param rsv1Allowed whether an extension gives RSV1 a meaning, on the first frame of a message
   * @param maxSlice the most bytes in one slice
   */
  public FrameDecoder(Role role, boolean rsv1Allowed, int maxSlice, Sink sink) {
    this.role = role;
    this.rsv1Allowed = rsv1Allowed;
    this.maxSlice = maxSlice;
    this.sink = sink;
  }

  /**
   * Consumes the bytes from the buffer's position to its limit, all of them unless the sink pauses.
   *
   * @param in writable; payloads are unmasked in it
   * @throws ViolationException if they break a rule; the decoder cannot be used afterwards
   */
  public void decode(ByteBuffer in) {
    while (!sink.paused()) {
      if (insidePayload) {
        if (!in.hasRemaining()) {
          return;
        }
        payload(in);
      } else if (!header(in)) {
        return;
      } else if (left == 0) {
        payload(in); // before a pause: afterwards there may be no byte that calls for it
      }
    }
  }

  /** Whether a frame has begun and has not ended. */
  public boolean insideFrame() {
    return have > 0 || insidePayload;
  }

  /** The masking key of the last header; empty if that frame is not masked. */
  OptionalInt maskingKey() {
    return role == Role.SERVER ? OptionalInt.of(frameKey) : OptionalInt.empty();
  }

  /** The bytes of a header that is incomplete or broke a rule. */
  ByteBuffer unfinishedHeader() {
    return ByteBuffer.wrap(head, 0, have).asReadOnlyBuffer();
  }

  private boolean header(ByteBuffer in) {
    while (have < need) {
      if (!in.hasRemaining()) {
        return false;
      }
      head[have++] = in.get();
      if (have == 1) {
        checkFirst(head[0]);
      } else if (have == 2) {
        checkSecond(head[1]);
      }
    }
    complete();
    return true;
  }

  private void payload(ByteBuffer in) {
    int limit = in.limit();
    int count = (int) Math.min(Math.min(left, in.remaining()), maxSlice);
    int end = in.position() + count;
    in.limit(end);
    if (role == Role.SERVER) {
      Masking.apply(in, key);
      key = Masking.after(key, count);
    }
    left -= count;
    insidePayload = left > 0;
    try {
      sink.payload(in, left == 0);
    } finally {
      in.limit(limit).position(end);
    }
  }

  /** Checks the rules about the first byte. */
  private void checkFirst(int first) {
    int code = first & FrameHeader.OPCODE;
    Opcode opcode =
        Opcode.of(code)
            .orElseThrow(
                () ->
                    new ViolationException(
                        Rule.RESERVED_OPCODE, "The opcode " + code + " is reserved."));
    int rsv = first & FrameHeader.RSV;
    boolean startsMessage = !opcode.isControl() && opcode != Opcode.CONTINUATION;
    if (rsv != 0 && !(rsv == FrameHeader.RSV1 && rsv1Allowed && startsMessage)) {
      throw new ViolationException(Rule.RESERVED_BIT, reservedBits(rsv >> 4));
    }
    if (opcode.isControl()) {
      if ((first & FrameHeader.FIN) == 0) {
        throw new ViolationException(
            Rule.CONTROL_FRAGMENTED, "A " + opcode + " frame is fragmented: FIN must be set.");
      }
    } else if (startsMessage == insideMessage) {
      throw startsMessage
          ? new ViolationException(
              Rule.MESSAGE_INSIDE_MESSAGE,
              "A " + opcode + " frame came inside a message: only continuation frames can follow.")
          : new ViolationException(
              Rule.CONTINUATION_UNSTARTED, "A continuation frame came, but no message has begun.");
    }
  }

  /** Checks the rules about the second byte, and returns the length of the header. */
  private void checkSecond(int second) {
    boolean masked = (second & FrameHeader.MASK) != 0;
    if (masked != (role == Role.SERVER)) {
      throw new ViolationException(
          Rule.MASKING,
          masked
              ? "The server's frame is masked: only a client masks."
              : "The client's frame is not masked: a client masks every frame.");
    }
    int length = second & FrameHeader.LENGTH;
    if (length > FrameHeader.MAX_SHORT && (head[0] & 0x8) != 0) {
      throw new ViolationException(
          Rule.CONTROL_TOO_LONG, "A control frame is longer than 125 bytes.");
    }
    int extended =
        switch (length) {
          case FrameHeader.LENGTH_16 -> Short.BYTES;
          case FrameHeader.LENGTH_64 -> Long.BYTES;
          default -> 0;
        };
    need = 2 + extended + (masked ? Integer.BYTES : 0);
  }

  private void complete() {
    int length = head[1] & FrameHeader.LENGTH;
    int keyAt = 2;
    left = length;
    if (length == FrameHeader.LENGTH_16) {
      keyAt += Short.BYTES;
      left = number(2, Short.BYTES);
    } else if (length == FrameHeader.LENGTH_64) {
      keyAt += Long.BYTES;
      left = number(2, Long.BYTES);
    }
    checkLength(length);
    key = role == Role.SERVER ? (int) number(keyAt, Integer.BYTES) : 0;
    frameKey = key;
    Opcode opcode = Opcode.of(head[0] & FrameHeader.OPCODE).orElseThrow();
    boolean fin = (head[0] & FrameHeader.FIN) != 0;
    if (!opcode.isControl()) {
      insideMessage = !fin;
    }
    have = 0;
    need = 2;
    insidePayload = true;
    sink.header(new FrameHeader(fin, (head[0] & FrameHeader.RSV1) != 0, opcode, left));
  }

  private void checkLength(int field) {
    if (left < 0) {
      throw new ViolationException(
          Rule.LENGTH_TOO_LARGE, "The frame's length has its highest bit set.");
    }
    boolean wasteful =
        (field == FrameHeader.LENGTH_16 && left <= FrameHeader.MAX_SHORT)
            || (field == FrameHeader.LENGTH_64 && left <= FrameHeader.MAX_16);
    if (wasteful) {
      throw new ViolationException(
          Rule.LENGTH_NOT_MINIMAL, "The length " + left + " is not written in the fewest bytes.");
    }
  }

  private long number(int from, int bytes) {
    long number = 0;
    for (int i = from; i < from + bytes; i++) {
      number = (number << Byte.SIZE) | (head[i] & 0xff);
    }
    return number;
  }

  private static String reservedBits(int bits) {
    return (bits & 4) != 0
        ? "RSV1 is set, but no extension allows it on this frame."
        : "RSV2 or RSV3 is set, but no agreed extension uses them.";
  }
}
