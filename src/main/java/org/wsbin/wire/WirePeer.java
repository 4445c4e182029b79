package org.wsbin.wire;

import java.nio.ByteBuffer;
import org.wsbin.scenario.Peer;

/** What only this engine can do to a peer: the bytes themselves. */
interface WirePeer extends Peer {

  /**
   * What the connection leaves unanswered.
   *
   * @param pong pings get no pong
   * @param close a close frame gets none in return, and TCP does not end
   * @param ping no pings are sent
   * @param input what comes is not looked at
   */
  record Muting(boolean pong, boolean close, boolean ping, boolean input) {
    static final Muting NONE = new Muting(false, false, false, false);
    static final Muting ALL = new Muting(true, true, true, false);
    static final Muting DEAF = new Muting(true, true, true, true);
  }

  /** Sends bytes as they are, whatever they are; copied before the call returns. */
  void raw(ByteBuffer bytes);

  /** Leaves unanswered, from now on, what would be answered. */
  void mute(Muting what);

  /** What was sent as bytes was a close: none follows, and TCP ends when the peer has closed. */
  void closeSent();

  /** Ends TCP after that time, instead of after the usual limits. */
  void endAfter(long nanos);

  /** Ends TCP at once, after what was sent before, without a close frame. */
  void drop();

  /** What the peer has done so far. */
  Seen seen();
}
