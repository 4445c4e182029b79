package org.wsbin.scenario;

import static java.lang.System.Logger.Level.TRACE;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One thread per processor for one kind of longer work, such as making bulk data. A connection has
 * few tasks here at a time, so {@code --max-connections} limits how many wait. Tasks after {@link
 * #close} are dropped.
 */
public final class BulkThreads implements Executor, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(BulkThreads.class.getName());
  private static final int IDLE_SECONDS = 10;

  private final AtomicInteger number = new AtomicInteger();
  private final ThreadPoolExecutor threads;

  /**
   * Threads that start when there is work.
   *
   * @param name the name of each thread, before its number
   */
  public BulkThreads(String name) {
    int processors = Runtime.getRuntime().availableProcessors();
    threads =
        new ThreadPoolExecutor(
            processors,
            processors,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> thread(name, task),
            (task, stopped) -> LOG.log(TRACE, "The threads for bulk data have ended.")) {
          /**
           * Threads that answer others go first; the scheduler would let them wait for its slice.
           */
          @Override
          @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it but how long others wait
          protected void afterExecute(Runnable task, Throwable failure) {
            Thread.yield();
          }
        };
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable task) {
    threads.execute(task);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private Thread thread(String name, Runnable task) {
    Thread thread = new Thread(task, name + number.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
