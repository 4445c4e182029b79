package org.wsbin.conformance;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The cases that the suite's server plays: how many run, and what came of them. */
final class SuiteRuns {
  private final AtomicInteger running = new AtomicInteger();
  private final Results results;
  private final Optional<SharedResults> shared;

  /** Nothing runs yet. */
  SuiteRuns(Results results, Optional<SharedResults> shared) {
    this.results = results;
    this.shared = shared;
  }

  Results results() {
    return results;
  }

  /** Whether no more cases can run now. */
  boolean areFull() {
    return running.get() >= SuiteServer.MOST_RUNS;
  }

  /** What hears of the run of a case with an agent. */
  CaseRun.Listener of(String agent, ConformanceCase played) {
    return new CaseRun.Listener() {
      @Override
      public boolean begins() {
        boolean room = running.incrementAndGet() <= SuiteServer.MOST_RUNS;
        if (room) {
          shared.ifPresent(nodes -> nodes.begins(agent, played));
        } else {
          running.decrementAndGet();
        }
        return room;
      }

      @Override
      public void over(CaseResult result) {
        running.decrementAndGet();
        shared.ifPresentOrElse(nodes -> nodes.add(result), () -> results.add(result));
      }
    };
  }

  /** The result of a case; empty while it runs on a node that shares its results, or is unknown. */
  Supplier<Optional<CaseResult>> result(String agent, CaseId id) {
    BooleanSupplier complete =
        shared
            .map(nodes -> nodes.whenComplete(key -> key.equals(new ResultKey(agent, id))))
            .orElse(() -> true);
    return () -> complete.getAsBoolean() ? results.find(agent, id) : Optional.empty();
  }

  /** Whether the results of an agent are here: those of other nodes come some time later. */
  BooleanSupplier whenComplete(String agent) {
    return shared
        .map(nodes -> nodes.soonComplete(key -> key.agent().equals(agent)))
        .orElse(() -> true);
  }
}
