package org.wsbin.workload;

import java.util.ArrayList;
import java.util.List;

/** What must be known to read a result rightly; above all, whether the generator was too slow. */
public final class LoadNotes {
  /** A thread that works longer than this share of the time is at its ceiling. */
  static final double BUSY = 0.9;

  /** Messages that go out so late, because of the generator, disturb what is measured. */
  static final long LATE_NANOS = 1_000_000;

  /** A collector that works longer than this share of the time does too. */
  static final double PAUSES = 0.02;

  /** Work that waits longer than this share of the time for a processor disturbs, too. */
  static final double STARVED = 0.1;

  private static final double P99 = 99;
  private static final double MISSED_RATE = 0.99;

  private LoadNotes() {}

  /** Sentences; warnings first. */
  public static List<String> of(LoadResult result) {
    List<String> notes = new ArrayList<>(warnings(result));
    if (result.total().latency().getTotalCount() == 0) {
      return notes;
    }
    if (result.settings().rate().isPresent()) {
      notes.add(
          "Each latency counts from when the schedule wanted it sent, so a stall of the server"
              + " shows in full: it is free of coordinated omission.");
    } else if (result.settings().scenario() != LoadScenario.SINK) {
      notes.add(
          "This was a closed loop: a server that stalls is asked less meanwhile, so its latency is not"
              + " free of coordinated omission. Give --rate for one that is.");
    }
    return notes;
  }

  /** Only what makes the figures doubtful. */
  public static List<String> warnings(LoadResult result) {
    LoadResult.Generator generator = result.generator();
    List<String> warnings = new ArrayList<>();
    if (result.alone() && result.opened() > 0) {
      warnings.add(
          "Warning: all connections had ended after %s of measuring, so the run ended, too."
              .formatted(LoadWords.time(result.seconds() * 1e9)));
    }
    if (generator.busy() >= BUSY) {
      warnings.add(
          "Warning: the generator is the bottleneck: a thread of it was busy for %s of the time. The server may be faster than this. Give --threads more, or run it on several machines."
              .formatted(LoadWords.percent(generator.busy())));
    }
    long late = generator.lag().getValueAtPercentile(P99);
    if (late >= LATE_NANOS) {
      warnings.add(
          "Warning: the generator sent late: 1 %% of the messages by more than %s, which is part of their latency. It had no time, or not the processor."
              .formatted(LoadWords.time(late)));
    }
    double starved = generator.busy() * result.seconds() - generator.cpuSeconds();
    if (result.settings().threads() == 1 && starved > STARVED * result.seconds()) {
      warnings.add(
          "Warning: other programs took the processor while the generator had work: %s of the time. Measure on a machine that has nothing else to do."
              .formatted(LoadWords.percent(starved / result.seconds())));
    }
    double pauses = result.seconds() == 0 ? 0 : generator.pauseMillis() / 1e3 / result.seconds();
    if (pauses >= PAUSES) {
      warnings.add(
          "Warning: the garbage collector of the generator worked for %s of the time. Give it more memory, such as java -Xmx2g."
              .formatted(LoadWords.percent(pauses)));
    }
    if (generator.heldBack() > 0) {
      warnings.add(heldBack(result));
    }
    result
        .settings()
        .rate()
        .filter(rate -> !result.stopped() && result.sentRate() < rate * MISSED_RATE)
        .ifPresent(
            rate ->
                warnings.add(
                    "Warning: %s a second were to be sent, but %s were."
                        .formatted(LoadWords.number(rate), LoadWords.number(result.sentRate()))));
    return warnings;
  }

  private static String heldBack(LoadResult result) {
    long heldBack = result.generator().heldBack();
    return result.settings().scenario() == LoadScenario.CONNECT
        ? "Warning: %s handshakes began late, because %s others were under way (--connections): the server does not keep up with the rate."
            .formatted(LoadWords.whole(heldBack), result.settings().connections())
        : "Warning: %s messages went out late, because each connection had %s unanswered ones (--inflight): the server does not keep up with the rate."
            .formatted(LoadWords.whole(heldBack), LoadWords.whole(result.settings().inflight()));
  }
}
