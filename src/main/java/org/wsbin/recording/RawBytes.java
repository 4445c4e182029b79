package org.wsbin.recording;

import java.nio.ByteBuffer;

/**
 * Bytes that the server sent as they are: a fault.
 *
 * @param number their place among the frames of the connection
 * @param nanos the time since the connection opened
 * @param beginning the first of them, read-only
 * @param length how many they were
 */
public record RawBytes(int number, long nanos, ByteBuffer beginning, long length) {

  /** What was kept, in a new array. */
  public byte[] bytes() {
    byte[] bytes = new byte[beginning.remaining()];
    beginning.duplicate().get(bytes);
    return bytes;
  }
}
