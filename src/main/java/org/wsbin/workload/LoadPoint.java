package org.wsbin.workload;

/**
 * One second in the diagrams.
 *
 * @param number from 0
 * @param received messages, or opened connections
 * @param median of the latency, in nanoseconds; 0 if there is none
 */
public record LoadPoint(int number, long received, long median, long p99, long max, long errors) {
  private static final double MEDIAN = 50;
  private static final double P99 = 99;

  static LoadPoint of(LoadSecond second) {
    return new LoadPoint(
        second.number(),
        second.received(),
        second.latency().getValueAtPercentile(MEDIAN),
        second.latency().getValueAtPercentile(P99),
        second.latency().getMaxValue(),
        second.errors());
  }
}
