package org.wsbin.scenario;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Writes lines on a thread of its own, because a log may block, and the threads that end
 * connections must not. While {@link #MOST_WAITING} lines wait, further ones are dropped and
 * counted. Safe from any thread.
 */
public final class LogWriter implements AutoCloseable {
  /** The most lines that wait; each may hold a few kilobytes. */
  public static final int MOST_WAITING = 1024;

  private static final int IDLE_SECONDS = 10;

  private final Consumer<String> log;
  private final AtomicLong dropped = new AtomicLong();
  private final ThreadPoolExecutor writer;

  /**
   * A writer of lines.
   *
   * @param log takes each line; may block
   * @param thread the name of the thread
   */
  public LogWriter(Consumer<String> log, String thread) {
    this.log = log;
    this.writer =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> {
              Thread made = new Thread(task, thread);
              made.setDaemon(true);
              return made;
            },
            (task, full) -> dropped.incrementAndGet());
    writer.allowCoreThreadTimeOut(true);
  }

  /**
   * Writes a line soon.
   *
   * @param line makes the line, on the thread of the log; receives how many lines were dropped
   *     before it
   */
  public void write(LongFunction<String> line) {
    writer.execute(() -> log.accept(line.apply(dropped.getAndSet(0))));
  }

  /** Writes what waits, for up to a second; drops what comes later. */
  @Override
  public void close() {
    writer.shutdown();
    try {
      writer.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
