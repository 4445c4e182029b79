package org.wsbin.scenario;

import java.time.Duration;
import java.time.ZonedDateTime;

/** Time, so that a test can have its own. */
public interface Timer {

  /** What {@link #after} gives: the way to call it off. */
  interface Scheduled {
    /** Calls it off; does nothing where it has run already. */
    void cancel();
  }

  /** The wall clock, in the server's time zone. */
  ZonedDateTime now();

  /** A clock that never jumps, for measuring, in nanoseconds from an arbitrary start. */
  long nanos();

  /**
   * Runs a task once, after that time, on the one thread that serves all connections: it may not
   * block. What it throws is logged.
   */
  Scheduled after(Duration delay, Runnable task);
}
