package org.wsbin.it.raw;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** A frame of RFC 6455 section 5.2; {@code rsv} holds RSV1 to RSV3 as a number of three bits. */
public record Frame(boolean fin, int rsv, int opcode, Bytes payload) {
  public static final int CONTINUATION = 0x0;
  public static final int TEXT = 0x1;
  public static final int BINARY = 0x2;
  public static final int CLOSE = 0x8;
  public static final int PING = 0x9;
  public static final int PONG = 0xA;

  /** What a close frame without a payload means (RFC 6455 section 7.1.5). */
  public static final int NO_STATUS = 1005;

  public static Frame text(String text) {
    return text(Bytes.utf8(text));
  }

  /** A text frame whose payload need not be UTF-8. */
  public static Frame text(Bytes payload) {
    return new Frame(true, 0, TEXT, payload);
  }

  public static Frame binary(Bytes payload) {
    return new Frame(true, 0, BINARY, payload);
  }

  public static Frame continuation(Bytes payload) {
    return new Frame(true, 0, CONTINUATION, payload);
  }

  public static Frame ping(String payload) {
    return new Frame(true, 0, PING, Bytes.utf8(payload));
  }

  public static Frame pong(Bytes payload) {
    return new Frame(true, 0, PONG, payload);
  }

  public static Frame close(int code, String reason) {
    byte[] utf8 = reason.getBytes(UTF_8);
    ByteBuffer payload = ByteBuffer.allocate(2 + utf8.length).putShort((short) code).put(utf8);
    return new Frame(true, 0, CLOSE, Bytes.of(payload.array()));
  }

  /** The same frame with FIN not set: more fragments follow. */
  public Frame unfinished() {
    return new Frame(false, rsv, opcode, payload);
  }

  /** The same frame with these bits: 4 for RSV1, 2 for RSV2, 1 for RSV3. */
  public Frame withRsv(int bits) {
    return new Frame(fin, bits, opcode, payload);
  }

  /** All octets of the frame, masked with the masking key of RFC 6455 section 5.7. */
  public Bytes asClientSends() {
    return FrameWriter.masked(this);
  }

  public boolean isControl() {
    return opcode >= CLOSE;
  }

  /** The status code of a close frame. */
  public int closeCode() {
    requireClose();
    return payload.length() == 0 ? NO_STATUS : payload.unsigned(0) << 8 | payload.unsigned(1);
  }

  /** The reason of a close frame, empty if it has none. */
  public String closeReason() {
    requireClose();
    return payload.length() <= 2 ? "" : payload.slice(2, payload.length()).utf8();
  }

  private void requireClose() {
    if (opcode != CLOSE) {
      throw new IllegalStateException("Not a close frame: " + this + ".");
    }
  }
}
