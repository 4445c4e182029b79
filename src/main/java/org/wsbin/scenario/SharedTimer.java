package org.wsbin.scenario;

import static java.lang.System.Logger.Level.ERROR;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The real time, with one daemon thread for all connections; a failed task does not end it. Tasks
 * after {@link #close} are dropped; that waits up to a second for the thread to end, because a
 * container warns of a thread that is left.
 */
public final class SharedTimer implements Timer, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SharedTimer.class.getName());

  private static final Duration ENDING = Duration.ofSeconds(1);

  private final ScheduledThreadPoolExecutor executor;
  private final AtomicReference<Thread> latest = new AtomicReference<>();

  public SharedTimer() {
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "wsbin-timer");
              thread.setDaemon(true);
              latest.set(thread);
              return thread;
            },
            (task, stopped) -> LOG.log(System.Logger.Level.TRACE, "The timer has ended."));
    executor.setRemoveOnCancelPolicy(true);
  }

  @Override
  public ZonedDateTime now() {
    return ZonedDateTime.now(ZoneId.systemDefault());
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Scheduled after(Duration delay, Runnable task) {
    Future<?> future = executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  @Override
  public Scheduled every(Duration interval, Runnable task) {
    long nanos = interval.toNanos();
    Future<?> future =
        executor.scheduleWithFixedDelay(() -> run(task), nanos, nanos, TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  @Override
  public void close() {
    executor.shutdownNow();
    Thread thread = latest.get();
    if (thread != null && thread != Thread.currentThread()) {
      try {
        thread.join(ENDING.toMillis());
      } catch (InterruptedException hurried) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error failure) {
      log(failure);
    }
  }

  private static void log(Throwable failure) {
    try {
      LOG.log(ERROR, "A timed task failed.", failure);
    } catch (RuntimeException | Error unlogged) {
      // even logging failed, and the executor never repeats a task that throws
    }
  }
}
