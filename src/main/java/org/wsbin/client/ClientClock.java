package org.wsbin.client;

import java.time.Duration;
import java.util.function.Consumer;

/** The time of a connection, and what is due later. Tests have one that they advance. */
interface ClientClock {
  /** The computer's. */
  ClientClock SYSTEM = new SystemClock();

  /** The time in nanoseconds, from an arbitrary start. */
  long nanos();

  /**
   * Runs a task once, after a delay, on a thread that it may block. The owner is kept weakly: if
   * nothing else keeps it, the task does not run.
   *
   * @param task must not refer to the owner by itself
   */
  <T> Alarm after(Duration delay, T owner, Consumer<? super T> task);

  /** A task that is due later. */
  @FunctionalInterface
  interface Alarm {
    /** Takes it back, unless it has begun. */
    void cancel();
  }
}
