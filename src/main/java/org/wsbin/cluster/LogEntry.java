package org.wsbin.cluster;

import java.nio.ByteBuffer;

/**
 * An entry of a log.
 *
 * @param offset its number within the log: from 1 on, without gaps
 * @param data read-only; each call returns a buffer of its own over the same bytes
 */
public record LogEntry(long offset, ByteBuffer data) {
  public LogEntry {
    data = data.asReadOnlyBuffer();
  }

  @Override
  public ByteBuffer data() {
    return data.duplicate();
  }
}
