package org.wsbin.scenario;

import java.time.Duration;
import java.time.ZonedDateTime;

/**
 * The time and its tasks; tests have their own. Every method may be called from any thread; tasks
 * run on one thread, which serves all connections, so that they may not block.
 */
public interface Timer {

  /** A task that was scheduled. */
  interface Scheduled {
    /** Calls it off; does nothing if it has run already. */
    void cancel();
  }

  /** The wall clock, in the server's time zone. */
  ZonedDateTime now();

  /** A clock that never jumps, for measuring, in nanoseconds from an arbitrary start. */
  long nanos();

  /** Runs a task once, after that time. What it throws is logged. */
  Scheduled after(Duration delay, Runnable task);

  /**
   * Runs a task again and again, until it is called off: first after that time, then that time
   * after each end. What it throws is logged and keeps it from nothing.
   */
  Scheduled every(Duration interval, Runnable task);
}
