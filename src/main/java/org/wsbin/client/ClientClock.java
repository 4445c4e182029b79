package org.wsbin.client;

import java.time.Duration;
import java.util.function.Consumer;

/** The time of a connection, and its timers. Tests use a clock that they advance. */
interface ClientClock {
  /** The system's clock. */
  ClientClock SYSTEM = new SystemClock();

  /** The time in nanoseconds, from an arbitrary start. */
  long nanos();

  /**
   * Runs a task once, after a delay, on a thread that it may block. The owner is referenced weakly:
   * if it was collected, the task does not run.
   *
   * @param task must not refer to the owner
   */
  <T> Alarm after(Duration delay, T owner, Consumer<? super T> task);

  /** A scheduled task. */
  @FunctionalInterface
  interface Alarm {
    /** Cancels it, unless it has begun. */
    void cancel();
  }
}
