package org.wsbin.transcript;

import java.util.Arrays;
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
record RecordedFrame(
    int number,
    long nanos,
    Direction direction,
    FrameHeader header,
    OptionalInt maskingKey,
    byte[] payload,
    long seen) {

  /** The approximate heap size of a frame without its payload, in bytes. */
  static final int OVERHEAD = 128;

  boolean received() {
    return direction == Direction.RECEIVED;
  }

  Opcode opcode() {
    return header.opcode();
  }

  /** Whether the whole payload came. */
  boolean complete() {
    return seen == header.length();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordedFrame frame
        && number == frame.number
        && nanos == frame.nanos
        && direction == frame.direction
        && header.equals(frame.header)
        && maskingKey.equals(frame.maskingKey)
        && Arrays.equals(payload, frame.payload)
        && seen == frame.seen;
  }

  @Override
  public int hashCode() {
    return number;
  }

  @Override
  public String toString() {
    return number + " " + direction + " " + header + " " + seen;
  }
}
