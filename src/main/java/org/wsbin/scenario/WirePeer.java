package org.wsbin.scenario;

import java.nio.ByteBuffer;
import java.time.Duration;

/** What only wsbin's own engine can do with a peer. */
public interface WirePeer extends Peer {
  /** Closes with a frame that has no code. */
  void closeWithoutCode();

  /** Ends TCP at once, after what was sent before, without a close frame. */
  void drop();

  /**
   * Stops reading, until this was called with false as often as with true. Meanwhile no pong is
   * expected.
   */
  void stall(boolean stalled);

  /** Stops answering pings and closes; or answers again, and sends overdue answers at once. */
  void mute(boolean muted);

  /** Leaves this unanswered too, until the end of the connection. */
  void keepSilent(Silence what);

  /** Sends raw bytes, valid or not; they are copied before the call returns. */
  void raw(ByteBuffer bytes);

  /**
   * Notes that the raw bytes were a close: no other one follows, and TCP ends after the peer has
   * closed.
   */
  void closeSent();

  /** Sends everything from now on in writes of that many bytes, one per interval. */
  void drip(int bytes, Duration interval);

  /** How many fragments of the peer's current message have begun. */
  int fragments();

  /** Ends TCP after that time at the latest, instead of the usual limits. */
  void endAfter(Duration time);
}
