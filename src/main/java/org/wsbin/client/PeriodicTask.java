package org.wsbin.client;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Calls again and again, on a thread of its own, until it is told to end or the call says so. */
final class PeriodicTask implements Runnable {
  private final long every;
  private final BooleanSupplier due;
  private boolean ended;

  private PeriodicTask(Duration every, BooleanSupplier due) {
    this.every = Math.max(1, every.toMillis());
    this.due = due;
  }

  /**
   * Begins.
   *
   * @param due is called each interval; false ends it
   */
  static PeriodicTask start(Duration every, BooleanSupplier due) {
    PeriodicTask pings = new PeriodicTask(every, due);
    Thread thread = new Thread(pings, "wsbin-client-pings");
    thread.setDaemon(true);
    thread.start();
    return pings;
  }

  @Override
  public void run() {
    try {
      while (waited() && due.getAsBoolean()) {
        // until the connection has ended
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean waited() throws InterruptedException {
    long end = System.nanoTime() + every * 1_000_000;
    long left = every;
    while (!ended && left > 0) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
    return !ended;
  }

  /** No more calls, and the thread ends. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }
}
