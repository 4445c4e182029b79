package org.wsbin.scenario;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs the events of one connection in order and one at a time. The thread that adds the first
 * event runs it, and all events that are added meanwhile; other threads only add.
 *
 * <p>Threads: {@link #add} may be called from any thread, even inside an event, and never waits; no
 * lock is held while an event runs. Each event sees what earlier events have written.
 */
final class Mailbox {
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final Consumer<Throwable> failed;

  /**
   * An empty mailbox.
   *
   * @param failed receives the exception of an event
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

  /** The number of events that are not finished. */
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
