package org.wsbin.scenario;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * The peer of a {@link RawBehaviour}. The calls are made from the behaviour's own calls, and from
 * the tasks of {@link #after}, which never overlap with them.
 */
public interface RawPeer {
  /**
   * Sends bytes after all earlier ones. The host queues what the network does not take; a behaviour
   * that sends much asks {@link #ready} first.
   *
   * @param bytes consumed
   */
  void write(ByteBuffer bytes);

  /** Gives what was written so far to the network in a write of its own. */
  void flush();

  /** Whether little waits for the network, so that more may be written. */
  boolean ready();

  /**
   * Whether bytes of the peer are read; they are until this says otherwise. What was read before
   * may still come.
   */
  void read(boolean wanted);

  /** Ends our side of TCP after everything written. Nothing may be written after it. */
  void endOutput();

  /** Ends TCP at once; what waits for the network is lost. */
  void abort();

  /** Runs the task after that time, unless TCP has ended. */
  Timer.Scheduled after(Duration time, Runnable task);

  /** The time, in nanoseconds from an arbitrary origin. */
  long nanos();
}
