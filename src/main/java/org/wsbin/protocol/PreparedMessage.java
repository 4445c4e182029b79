package org.wsbin.protocol;

import java.nio.ByteBuffer;

/**
 * A whole message that a server sends to many peers: its frame is encoded once, without
 * compression, and all connections send the same bytes. Immutable, so safe from any thread.
 */
public final class PreparedMessage {
  private final MessageKind kind;
  private final FrameHeader header;
  private final ByteBuffer frame;
  private final ByteBuffer payload;

  /**
   * Encodes a message.
   *
   * @param payload copied; of a text, UTF-8
   */
  public PreparedMessage(MessageKind kind, ByteBuffer payload) {
    FrameEncoder encoder = FrameEncoder.server();
    this.kind = kind;
    this.header = new FrameHeader(true, false, Opcode.of(kind), payload.remaining());
    this.frame = encoder.frame(header, payload.duplicate());
    this.payload = frame.slice(encoder.headerBytes(header.length()), payload.remaining());
  }

  public MessageKind kind() {
    return kind;
  }

  /** The payload: each call returns a buffer of its own, over an array that nobody may change. */
  public ByteBuffer payload() {
    return payload.duplicate();
  }

  /** The size of the payload, in bytes. */
  public int length() {
    return payload.remaining();
  }

  FrameHeader header() {
    return header;
  }

  /** The whole frame, in a buffer of its own. */
  ByteBuffer frame() {
    return frame.duplicate();
  }
}
