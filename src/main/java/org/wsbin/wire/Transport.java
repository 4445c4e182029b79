package org.wsbin.wire;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The network of one connection, as its container gives it. Nothing here waits. The transport calls
 * {@link WireConnection#readable} and {@link WireConnection#writable}, each whenever it is due and
 * from whatever thread; the connection calls these methods with its own lock held, but for {@link
 * #resume}.
 */
interface Transport {

  /**
   * Reads what is there.
   *
   * @return how many bytes, 0 if there are none now, -1 if the peer has ended its side
   */
  int read(ByteBuffer into) throws IOException;

  /**
   * Writes what the network takes now.
   *
   * @return whether it has taken everything; where not, what is left in the buffer is to be offered
   *     again after {@link #whenWritable}
   */
  boolean write(ByteBuffer from) throws IOException;

  /**
   * Asks for one call of {@link WireConnection#writable} when there is room again.
   *
   * @param next what waits to be written next, perhaps nothing; the transport may write it by then
   */
  void whenWritable(ByteBuffer next);

  /**
   * Whether {@link #write} may be tried again before the network has said that there is room: it
   * says so in large steps only, between which a slow peer would look like one that does not read.
   */
  default boolean takesMore() {
    return false;
  }

  /** Reads on, after {@link WireConnection#readable} had enough. */
  void resume();

  /** Ends our side, where the network can do that alone: the peer sees the end of the stream. */
  void endOutput();

  /** Ends the connection, at once. */
  void close();

  /** Whether it is still there. */
  boolean isOpen();
}
