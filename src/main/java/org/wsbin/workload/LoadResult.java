package org.wsbin.workload;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What came of a run.
 *
 * @param seconds that were measured
 * @param stopped whether it ended early
 * @param alone whether it did because all connections had ended
 * @param broken whether it did because the generator failed, of which an error tells
 * @param total of the measured time
 * @param connects how long opening took, in nanoseconds
 * @param errors by kind
 * @param opened connections
 * @param delivered messages that members of a channel have got
 * @param points one for each second
 * @param generator about this program itself
 */
public record LoadResult(
    LoadSettings settings,
    Instant at,
    double seconds,
    boolean stopped,
    boolean alone,
    boolean broken,
    LoadSecond total,
    Histogram connects,
    Map<String, Long> errors,
    long opened,
    long lost,
    long delivered,
    List<LoadPoint> points,
    Generator generator) {

  /**
   * What the generator knows about itself.
   *
   * @param busy the share of the measured time that its busiest thread worked, from 0 to 1
   * @param lag how late messages went out because of it, in nanoseconds
   * @param heldBack messages that went out late because too many were unanswered
   * @param cpuSeconds the processor's time for its threads while they measured; while an open loop
   *     waits less than a millisecond for the next message, that takes processor time too
   * @param pauseMillis how long the garbage collector worked
   */
  public record Generator(
      double busy, Histogram lag, long heldBack, double cpuSeconds, long pauseMillis) {}

  /** All errors. */
  public long failures() {
    return errors.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Messages, deliveries or handshakes a second. */
  public double rate() {
    return seconds == 0 ? 0 : total.received() / seconds;
  }

  /** Messages a second that went out. */
  public double sentRate() {
    return seconds == 0 ? 0 : total.sent() / seconds;
  }

  /** A percentile of the latency, in nanoseconds. */
  public long percentile(double percent) {
    return total.latency().getValueAtPercentile(percent);
  }

  /** Whether nobody is there: not one connection could be opened. */
  public boolean unreachable() {
    return opened == 0 && failures() > 0;
  }
}
