package org.wsbin.it.raw;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** A point in time up to which several reads may last together. */
record ReadDeadline(long nanos, Duration given) {
  static ReadDeadline in(Duration duration) {
    return new ReadDeadline(System.nanoTime() + duration.toNanos(), duration);
  }

  /** What is left, as a socket's timeout: at least 1, because 0 would be forever. */
  int millisLeft(String awaited) throws SocketTimeoutException {
    long left = (nanos - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException("No " + awaited + " came within " + given + ".");
    }
    return Math.toIntExact(left);
  }
}
