package org.wsbin.it.server;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.opentest4j.TestAbortedException;

/** Counts what came of tests, from any thread, and the time since the first. */
final class Tally {

  private final long start = System.nanoTime();
  private final AtomicInteger tests = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger aborted = new AtomicInteger();
  private final AtomicInteger disabled = new AtomicInteger();

  void passed() {
    tests.incrementAndGet();
  }

  void failed() {
    tests.incrementAndGet();
    failed.incrementAndGet();
  }

  void aborted() {
    tests.incrementAndGet();
    aborted.incrementAndGet();
  }

  void disabled() {
    disabled.incrementAndGet();
  }

  void beforeAll(Throwable failure) {
    if (failure instanceof TestAbortedException) {
      aborted();
    } else {
      failed();
    }
  }

  /** {@code 84 tests, 0 failed, 0 aborted, 35 s}. */
  @Override
  public String toString() {
    String skipped = disabled.get() == 0 ? "" : disabled + " disabled, ";
    return "%s tests, %s failed, %s aborted, %s%d s"
        .formatted(
            tests,
            failed,
            aborted,
            skipped,
            Duration.ofNanos(System.nanoTime() - start).toSeconds());
  }
}
