package org.wsbin.conformance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The cases that run on any node, as far as this one has heard: {@value #MOST} of them, each for as
 * long as it can take. Safe from any thread.
 */
final class RunningCases {
  /** When there are more, the one that began first counts as over. */
  static final int MOST = 1000;

  private record Run(long node, ResultKey key) {}

  private final LongSupplier nanos;

  /** When each is over at the latest; the first one began first. Guarded by this. */
  private final Map<Run, Long> latest = new LinkedHashMap<>();

  /**
   * Nothing runs.
   *
   * @param nanos a clock that never jumps
   */
  RunningCases(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** A case has begun on a node. */
  synchronized void begun(long node, String agent, ConformanceCase played) {
    Run run = new Run(node, new ResultKey(agent, played.id()));
    latest.remove(run);
    latest.put(run, nanos.getAsLong() + played.mostTime().plus(SharedResults.PATIENCE).toNanos());
    if (latest.size() > MOST) {
      latest.remove(latest.keySet().iterator().next());
    }
  }

  /** A case is over on a node. */
  synchronized void done(long node, ResultKey key) {
    latest.remove(new Run(node, key));
  }

  /** Whether such a case runs. */
  synchronized boolean any(Predicate<ResultKey> wanted) {
    long now = nanos.getAsLong();
    latest.values().removeIf(end -> end - now < 0);
    return latest.keySet().stream().map(Run::key).anyMatch(wanted);
  }
}
