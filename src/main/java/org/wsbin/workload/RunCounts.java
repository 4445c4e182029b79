package org.wsbin.workload;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How many connections there are, in all threads. Safe from several threads. */
final class RunCounts {
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong opened = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();

  void opened() {
    open.incrementAndGet();
    opened.incrementAndGet();
  }

  /** One is not open any more; returns how many are. */
  int left() {
    lost.incrementAndGet();
    return open.decrementAndGet();
  }

  int open() {
    return open.get();
  }

  /** How many were opened. */
  long everOpened() {
    return opened.get();
  }

  long lost() {
    return lost.get();
  }
}
