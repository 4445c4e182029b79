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
   * Reads nothing, until this was called as often with false. While nothing is read, no pong is
   * awaited.
   */
  void stall(boolean stalled);

  /** Answers nothing, neither pings nor a close; or answers again, and what is due at once. */
  void mute(boolean muted);

  /** Leaves this unanswered as well, from now on to the end. */
  void keepSilent(Silence what);

  /** Sends bytes as they are, whatever they are; copied before the call returns. */
  void raw(ByteBuffer bytes);

  /** What was sent as bytes was a close: none follows, and TCP ends when the peer has closed. */
  void closeSent();

  /** From now on what leaves does so in writes of that many bytes, one each interval. */
  void drip(int bytes, Duration interval);

  /** How many fragments of the peer's message have begun to come so far. */
  int fragments();

  /** Ends TCP after that time at the latest, instead of after the usual limits. */
  void endAfter(Duration time);
}
