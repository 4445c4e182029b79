package org.wsbin.fault;

import static java.lang.System.Logger.Level.INFO;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes one line for each fault. A separate thread writes the lines, because a log may block, and
 * the threads that end connections must not. While {@link #MOST_WAITING} lines wait, further ones
 * are dropped and counted.
 */
final class FaultLog implements AutoCloseable {
  static final int MOST_WAITING = 1024;

  private static final System.Logger LOG = System.getLogger("org.wsbin.faults");
  private static final int IDLE_SECONDS = 10;

  private final AtomicLong dropped = new AtomicLong();
  private final ThreadPoolExecutor writer =
      new ThreadPoolExecutor(
          1,
          1,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          task -> {
            Thread thread = new Thread(task, "wsbin-fault-log");
            thread.setDaemon(true);
            return thread;
          },
          (task, full) -> dropped.incrementAndGet());

  FaultLog() {
    writer.allowCoreThreadTimeOut(true);
  }

  /** A connection has ended. */
  void ended(String fault, ConnectionStats seen) {
    write(
        "Fault "
            + fault
            + ": "
            + seen.outcome()
            + " after "
            + seen.millis()
            + " ms ("
            + seen.received()
            + ").");
  }

  /** A handshake got a response other than 101. */
  void answered(String fault, int status) {
    write("Fault " + fault + ": answered with " + status + ".");
  }

  private void write(String line) {
    writer.execute(
        () -> {
          long lost = dropped.getAndSet(0);
          LOG.log(INFO, lost == 0 ? line : line + " " + lost + " lines before it were dropped.");
        });
  }

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
