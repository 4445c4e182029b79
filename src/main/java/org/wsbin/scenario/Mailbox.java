package org.wsbin.scenario;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs what happens on one connection one at a time and in order, on the thread that brings it or,
 * where another one is at it, on that; nobody waits, and no lock is held meanwhile.
 */
final class Mailbox {
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final Consumer<Throwable> failed;

  /**
   * None yet.
   *
   * @param failed gets what an event throws
   */
  Mailbox(Consumer<Throwable> failed) {
    this.failed = failed;
  }

  void add(Runnable event) {
    waiting.add(event);
    if (count.getAndIncrement() == 0) {
      do {
        run(waiting.remove());
      } while (count.decrementAndGet() > 0);
    }
  }

  /** How many have not been run to their end. */
  int waiting() {
    return count.get();
  }

  private void run(Runnable event) {
    try {
      event.run();
    } catch (RuntimeException | Error failure) {
      failed.accept(failure);
    }
  }
}
