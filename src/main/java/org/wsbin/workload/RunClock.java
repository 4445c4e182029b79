package org.wsbin.workload;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The phases of a run, the same for all threads: opening, warm-up, measuring, and the end. All
 * methods are safe from several threads.
 */
final class RunClock {
  /** Every thread looks at the clock at least that often. */
  static final long LONGEST_WAIT_NANOS = 50_000_000;

  private static final long STOPPED_DRAIN_NANOS = 500_000_000;
  private static final long UNKNOWN = Long.MAX_VALUE;

  private final LongSupplier nanos;
  private final long warmupNanos;
  private final long durationNanos;
  private final long drainNanos;
  private final AtomicInteger unsettled;
  private volatile long startAt = UNKNOWN;
  private volatile long endAt = UNKNOWN;
  private volatile boolean stopped;
  private volatile boolean alone;
  private volatile boolean broken;

  /**
   * A clock.
   *
   * @param unsettled how many connections must be open, or have failed, before it starts
   */
  RunClock(LoadSettings settings, int unsettled, LongSupplier nanos) {
    this.nanos = nanos;
    this.warmupNanos = settings.warmup().toNanos();
    this.durationNanos = settings.duration().toNanos();
    this.drainNanos = settings.drain().toNanos();
    this.unsettled = new AtomicInteger(unsettled);
  }

  /** All is prepared; if there are no connections to wait for, it starts. */
  void begin() {
    if (unsettled.get() == 0) {
      start();
    }
  }

  long now() {
    return nanos.getAsLong();
  }

  /** A connection is open, or has failed. */
  void settled() {
    if (unsettled.decrementAndGet() == 0) {
      start();
    }
  }

  private synchronized void start() {
    if (!stopped) {
      long at = now() + 2 * LONGEST_WAIT_NANOS;
      endAt = at + warmupNanos + durationNanos;
      startAt = at;
    }
  }

  /** Ends the run now, because nothing is left to measure. */
  synchronized void end() {
    alone = true;
    stop();
  }

  /** Whether nothing was left to measure. */
  boolean alone() {
    return alone;
  }

  /** Ends the run now, because the generator has failed. */
  synchronized void breaks() {
    broken = true;
    stop();
  }

  /** Whether the generator has failed. */
  boolean broken() {
    return broken;
  }

  /** Ends the run now, if it has not ended. */
  synchronized void stop() {
    stopped = true;
    endAt = Math.min(endAt, now());
    startAt = Math.min(startAt, endAt);
  }

  boolean stopped() {
    return stopped;
  }

  boolean started() {
    return startAt != UNKNOWN;
  }

  /** When messages begin; in the far future as long as it is unknown. */
  long startAt() {
    return startAt;
  }

  /** When measuring begins. */
  long measureAt() {
    long start = startAt;
    return start == UNKNOWN ? UNKNOWN : start + warmupNanos;
  }

  /** When no further message is sent. */
  long endAt() {
    return endAt;
  }

  /** Whether nobody waits any more for the answers to what was sent before the end. */
  boolean drained(long now) {
    return now - endAt >= (stopped ? STOPPED_DRAIN_NANOS : drainNanos);
  }

  /** Whether what was to happen at that time is measured. */
  boolean measures(long at) {
    return at >= measureAt() && at < endAt;
  }

  /** How long it measured. */
  long measuredNanos() {
    return endAt == UNKNOWN ? 0 : Math.max(0, endAt - measureAt());
  }
}
