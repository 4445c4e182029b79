package org.wsbin.step;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long to wait so that what a step sends on its own stays below {@code --max-bandwidth}. Used
 * in events of one run.
 */
final class Pace {
  private final long bytesPerSecond;
  private long freeAt;
  private boolean started;

  /** A pace of that many bytes per second; 0 means any. */
  Pace(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  /**
   * Counts what is sent now.
   *
   * @param now from the timer's clock
   * @return how long to wait before the next is sent
   */
  Duration sent(long bytes, long now) {
    if (bytesPerSecond == 0) {
      return Duration.ZERO;
    }
    long from = started && freeAt - now > 0 ? freeAt : now;
    started = true;
    freeAt = from + bytes * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
    return Duration.ofNanos(freeAt - now);
  }
}
