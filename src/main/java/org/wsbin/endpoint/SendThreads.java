package org.wsbin.endpoint;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for sends that block in the Jakarta API: none while nothing is sent, and one more for
 * each send that finds all of them busy, up to a limit. Beyond the limit sends wait in a queue;
 * each connection has at most one entry in it.
 */
final class SendThreads implements Executor, AutoCloseable {
  private static final int IDLE_SECONDS = 10;

  private final ThreadPoolExecutor pool;

  /**
   * A pool that creates threads on demand.
   *
   * @param most the most threads
   * @param name the name of each thread, before its number
   */
  SendThreads(int most, String name) {
    AtomicInteger number = new AtomicInteger();
    IdleFirst waiting = new IdleFirst();
    pool =
        new ThreadPoolExecutor(
            0,
            most,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            waiting,
            task -> {
              Thread thread = new Thread(task, name + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            },
            (task, full) -> {
              if (!full.isShutdown()) {
                waiting.enqueue(task);
              }
            });
  }

  /** Runs the task soon; after {@link #close} it is dropped. */
  @Override
  public void execute(Runnable task) {
    pool.execute(task);
  }

  /** The number of live threads. */
  int size() {
    return pool.getPoolSize();
  }

  /** Interrupts running tasks. */
  @Override
  public void close() {
    pool.shutdownNow();
  }

  /**
   * Accepts an offer only if a thread waits for it, so that the pool grows before tasks are queued.
   */
  private static final class IdleFirst extends LinkedTransferQueue<Runnable> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean offer(Runnable task) {
      return tryTransfer(task);
    }

    void enqueue(Runnable task) {
      super.offer(task);
    }
  }
}
