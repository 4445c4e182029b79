package org.wsbin.wire;

import java.nio.ByteBuffer;
import org.wsbin.scenario.WirePeer;

/** What the faults do to a peer: the bytes themselves. */
interface RawPeer extends WirePeer {

  /**
   * What the connection leaves unanswered.
   *
   * @param pong pings get no pong
   * @param close a close frame gets none in return, and TCP does not end
   * @param own nothing is sent that the engine would send by itself, such as pings and closes
   * @param input what comes is not looked at
   */
  record Muting(boolean pong, boolean close, boolean own, boolean input) {
    static final Muting NONE = new Muting(false, false, false, false);
    static final Muting CLOSE = new Muting(false, true, false, false);
    static final Muting ALL = new Muting(true, true, true, false);
    static final Muting DEAF = new Muting(true, true, true, true);

    /** What either of them leaves unanswered. */
    Muting or(Muting other) {
      return new Muting(
          pong || other.pong, close || other.close, own || other.own, input || other.input);
    }
  }

  /** Sends bytes as they are, whatever they are; copied before the call returns. */
  void raw(ByteBuffer bytes);

  /** Leaves this unanswered as well, from now on to the end. */
  void mute(Muting what);

  /** What was sent as bytes was a close: none follows, and TCP ends when the peer has closed. */
  void closeSent();

  /** What the peer has done so far. */
  ConnectionStats seen();
}
