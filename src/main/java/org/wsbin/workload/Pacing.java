package org.wsbin.workload;

/**
 * When one thread sends each message of an open loop: at equal distances, whatever the server does.
 * The threads take turns.
 *
 * @param startNanos when the first thread sends its first one
 * @param perSecond of all threads together
 */
record Pacing(long startNanos, double perSecond, int thread, int threads) {
  private static final double SECOND = 1e9;

  /** The intended time of the thread's message with that number, from 0. */
  long at(long number) {
    return startNanos + (long) ((number * (double) threads + thread) * (SECOND / perSecond));
  }

  /** How many messages the thread sends before that time. */
  long before(long nanos) {
    if (nanos <= at(0)) {
      return 0;
    }
    long number = (long) (((nanos - startNanos) * perSecond / SECOND - thread) / (double) threads);
    while (at(number) < nanos) {
      number++;
    }
    while (number > 0 && at(number - 1) >= nanos) {
      number--;
    }
    return number;
  }
}
