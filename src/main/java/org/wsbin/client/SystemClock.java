package org.wsbin.client;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The system's clock. No thread waits for a delay; each task has its own thread while it runs. */
final class SystemClock implements ClientClock {
  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public <T> Alarm after(Duration delay, T owner, Consumer<? super T> task) {
    WeakReference<T> kept = new WeakReference<>(owner);
    CompletableFuture<Void> due =
        new CompletableFuture<Void>()
            .completeOnTimeout(null, delay.toNanos(), TimeUnit.NANOSECONDS);
    CompletableFuture<Void> unusedBecauseItOnlyCalls =
        due.thenRun(
            () -> {
              T still = kept.get();
              if (still != null) {
                start(() -> task.accept(still));
              }
            });
    return () -> due.cancel(false);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "wsbin-client-timer");
    thread.setDaemon(true);
    thread.start();
  }
}
