package org.wsbin.client;

import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A point in time until which several waits may last together.
 *
 * @param limit how long they may last, from the start
 */
record Deadline(ClientClock clock, long nanos, Duration limit) {
  /** The one that much later than now. */
  static Deadline in(ClientClock clock, Duration limit) {
    return new Deadline(clock, clock.nanos() + limit.toNanos(), limit);
  }

  /** The earlier of this and one that much later than now. */
  Deadline atMost(Duration time) {
    Deadline other = in(clock, time);
    return other.nanos - nanos < 0 ? other : this;
  }

  /** What is left, as a socket's timeout: at least 1, because 0 would be for ever. */
  int millisLeft(String what) throws SocketTimeoutException {
    long left = (nanos - clock.nanos() + 999_999) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException(what + " took longer than " + limit + ".");
    }
    return (int) Math.min(left, Integer.MAX_VALUE);
  }
}
