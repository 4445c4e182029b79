package org.wsbin.wire;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The network of one connection, from its container. Nothing here waits. The transport calls {@link
 * TransportListener#readable} and {@link TransportListener#writable} when they are due, on any
 * thread; the connection calls these methods inside its gate, except {@link #resume}.
 */
interface Transport {

  /**
   * Reads the available bytes, up to the limit of the buffer.
   *
   * @return the number of bytes, 0 if there are none now, -1 if the peer has ended its side
   */
  int read(ByteBuffer into) throws IOException;

  /**
   * Writes what the network accepts now.
   *
   * @return whether everything was written; if not, offer the rest of the buffer again after {@link
   *     #whenWritable}
   */
  boolean write(ByteBuffer from) throws IOException;

  /**
   * Writes what an earlier {@link #write} has taken and the network has not accepted yet, such as
   * an encrypted record.
   *
   * @return whether nothing of it is left; if not, call again after {@link #whenWritable}
   */
  default boolean writeRest() throws IOException {
    return true;
  }

  /**
   * Asks for one call of {@link TransportListener#writable} when there is room again.
   *
   * @param next the next bytes to write, perhaps none; the transport may write them itself
   */
  void whenWritable(ByteBuffer next);

  /**
   * Whether {@link #write} may be tried again before the network reports room. The network reports
   * it in large steps only, between which a slow peer would look like one that does not read.
   */
  default boolean takesMore() {
    return false;
  }

  /** Resumes reading after {@link TransportListener#readable} paused. */
  void resume();

  /** Ends our side only, if the network supports that; the peer sees the end of the stream. */
  void endOutput();

  /** Whether our side can end alone; if not, {@link #endOutput} does nothing. */
  default boolean endsOutput() {
    return true;
  }

  /** Ends the connection, at once. */
  void close();

  /** Whether the connection is still open. */
  boolean isOpen();
}
