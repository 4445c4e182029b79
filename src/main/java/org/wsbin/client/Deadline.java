package org.wsbin.client;

import java.math.BigDecimal;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A common deadline for several waits.
 *
 * @param limit the total time, from the start
 */
record Deadline(ClientClock clock, long nanos, Duration limit) {
  /** The deadline after that time from now. */
  static Deadline in(ClientClock clock, Duration limit) {
    return new Deadline(clock, clock.nanos() + limit.toNanos(), limit);
  }

  /** In seconds, as people write it, such as {@code 2.5 s}. */
  static String words(Duration time) {
    BigDecimal seconds = BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros();
    return seconds.toPlainString() + " s";
  }

  /** The earlier of this deadline and the one after that time from now. */
  Deadline atMost(Duration time) {
    Deadline other = in(clock, time);
    return other.nanos - nanos < 0 ? other : this;
  }

  /**
   * The remaining time as a socket timeout in milliseconds: at least 1, because 0 would mean no
   * limit.
   */
  int millisLeft(String what) throws SocketTimeoutException {
    long left = (nanos - clock.nanos() + 999_999) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException(what + " took longer than " + words(limit) + ".");
    }
    return (int) Math.min(left, Integer.MAX_VALUE);
  }
}
