package org.wsbin.client;

import java.time.Duration;

/**
 * Detects a write that takes too long, because a blocking write has no timeout of its own. At most
 * one check is scheduled at a time.
 */
final class WriteTimeout {
  private enum State {
    IDLE,
    WRITING
  }

  private final ClientClock clock;
  private final long limit;
  private final Runnable overdue;
  private State state = State.IDLE;
  private long since;
  private boolean lookIsDue;

  /** Calls {@code overdue}, on another thread, if a write takes that long. */
  WriteTimeout(ClientClock clock, Duration limit, Runnable overdue) {
    this.clock = clock;
    this.limit = limit.toNanos();
    this.overdue = overdue;
  }

  synchronized void begin() {
    state = State.WRITING;
    since = clock.nanos();
    if (!lookIsDue) {
      lookAfter(limit);
    }
  }

  synchronized void end() {
    state = State.IDLE;
  }

  private void lookAfter(long nanos) {
    lookIsDue = true;
    ClientClock.Alarm unusedBecauseItEndsWithThis =
        clock.after(Duration.ofNanos(nanos), this, WriteTimeout::look);
  }

  private void look() {
    synchronized (this) {
      lookIsDue = false;
      if (state == State.IDLE) {
        return;
      }
      long left = limit - (clock.nanos() - since);
      if (left > 0) {
        lookAfter(left);
        return;
      }
    }
    overdue.run();
  }

  /** The time of its clock. */
  long nanos() {
    return clock.nanos();
  }
}
