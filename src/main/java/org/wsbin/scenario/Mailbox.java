package org.wsbin.scenario;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs the events of one connection in order and one at a time. The thread that adds the first runs
 * it and all that are added meanwhile, by itself or by other threads; those only add.
 *
 * <p>Threads: {@link #add} may be called from any thread, also inside an event, and never waits; no
 * lock is held while an event runs. Each event sees what the events before it have written.
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
