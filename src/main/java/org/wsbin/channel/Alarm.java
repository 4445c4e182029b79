package org.wsbin.channel;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.wsbin.scenario.Timer;

/** Wakes somebody at a time, one at most. Used by one thread at a time. */
final class Alarm {
  private final Timer timer;
  private final Runnable wake;
  private Optional<Timer.Scheduled> scheduled = Optional.empty();

  Alarm(Timer timer, Runnable wake) {
    this.timer = timer;
    this.wake = wake;
  }

  /** Instead of the time before; empty for never. */
  void set(OptionalLong due) {
    scheduled.ifPresent(Timer.Scheduled::cancel);
    scheduled =
        due.isPresent()
            ? Optional.of(timer.after(Duration.ofNanos(left(due.getAsLong())), wake))
            : Optional.empty();
  }

  private long left(long due) {
    return Math.max(1, due - timer.nanos());
  }
}
