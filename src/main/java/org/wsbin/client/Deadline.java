package org.wsbin.client;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** A point in time until which several waits may last together. */
record Deadline(long nanos, Duration given) {
  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos(), time);
  }

  /** The earlier of this and one that much later than now. */
  Deadline atMost(Duration time) {
    Deadline other = in(time);
    return other.nanos - nanos < 0 ? other : this;
  }

  /** What is left, as a socket's timeout: at least 1, because 0 would be for ever. */
  int millisLeft(String what) throws SocketTimeoutException {
    long left = (nanos - System.nanoTime() + 999_999) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException(what + " took longer than " + given + ".");
    }
    return (int) Math.min(left, Integer.MAX_VALUE);
  }
}
