package org.wsbin.workload;

import org.HdrHistogram.Histogram;

/**
 * What happened in one second, in one thread or in all of them.
 *
 * @param number from 0, the first one after the warm-up
 * @param latency in nanoseconds, of the answers that arrived in it
 * @param sent messages; handshakes, with {@link LoadScenario#CONNECT}
 * @param received messages; opened connections, with {@link LoadScenario#CONNECT}
 */
public record LoadSecond(
    int number,
    Histogram latency,
    long sent,
    long received,
    long sentBytes,
    long receivedBytes,
    long errors) {
  private static final long FINEST_NANOS = 100;
  private static final long LONGEST_NANOS = 86_400_000_000_000L;
  private static final int DIGITS = 3;

  /** An empty histogram for nanoseconds: up to a day, with three digits. */
  static Histogram histogram() {
    return new Histogram(FINEST_NANOS, LONGEST_NANOS, DIGITS);
  }

  /** Records a duration; a longer one than fits counts as the longest. */
  static void record(Histogram histogram, long nanos) {
    histogram.recordValue(Math.max(0, Math.min(nanos, LONGEST_NANOS)));
  }

  /** A percentile of the latency, in nanoseconds; 0 if there is none. */
  public long percentile(double percent) {
    return latency.getValueAtPercentile(percent);
  }

  /** Both together. */
  LoadSecond plus(LoadSecond other) {
    Histogram both = latency.copy();
    both.add(other.latency);
    return new LoadSecond(
        number,
        both,
        sent + other.sent,
        received + other.received,
        sentBytes + other.sentBytes,
        receivedBytes + other.receivedBytes,
        errors + other.errors);
  }
}
