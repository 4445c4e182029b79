package org.wsbin.scenario;

import java.nio.ByteBuffer;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.EndOfStream;

/**
 * What one connection does after its opening handshake, byte by byte: it writes and reads frames
 * itself, valid or not. The calls come one at a time, on any thread; none may wait.
 */
public interface RawBehaviour {
  /** The 101 was sent, or received: the first call. */
  void opened(RawPeer peer);

  /**
   * Bytes of the peer.
   *
   * @param bytes to be consumed; valid during the call only, and may be changed
   */
  void received(ByteBuffer bytes);

  /** The peer has ended its side of TCP; it may still read. */
  void inputEnded();

  /** {@link RawPeer#ready} was false, and is true now. */
  void ready();

  /** The host wants the connection to close, as a server does that shuts down. */
  void close(CloseStatus status);

  /** TCP has ended: the last call. */
  void ended(EndOfStream how);
}
