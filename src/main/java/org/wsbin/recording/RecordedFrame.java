package org.wsbin.recording;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.wsbin.protocol.ConnectionObserver.Direction;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Opcode;

/**
 * A frame as it was recorded.
 *
 * @param number its place among the frames of its connection, in both directions, from 1
 * @param nanos the time since the connection opened
 * @param maskingKey the key of a masked frame
 * @param payload the beginning of the payload: unmasked, and still compressed if RSV1 is set
 * @param seen how many bytes of the payload came, or went, before the frame or the connection ended
 */
public record RecordedFrame(
    int number,
    long nanos,
    Direction direction,
    FrameHeader header,
    OptionalInt maskingKey,
    ByteBuffer payload,
    long seen) {

  /** The approximate heap size of a frame without its payload, in bytes. */
  public static final int OVERHEAD = 192;

  /** Whether it came from the client. */
  public boolean received() {
    return direction == Direction.RECEIVED;
  }

  /** Its type. */
  public Opcode opcode() {
    return header.opcode();
  }

  /** Whether the whole payload came. */
  public boolean complete() {
    return seen == header.length();
  }

  /** In a buffer of its own. */
  @Override
  public ByteBuffer payload() {
    return payload.duplicate();
  }

  /** How many bytes of the payload were kept. */
  public int kept() {
    return payload.remaining();
  }

  /** What was kept of the payload, in a new array. */
  public byte[] bytes() {
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    return bytes;
  }
}
