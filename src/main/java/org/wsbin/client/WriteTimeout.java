package org.wsbin.client;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Notices a write that takes too long, because a blocking write has no timeout of its own. One look
 * is due at most, whatever is written.
 */
final class WriteTimeout {
  private final long most;
  private final Runnable overdue;
  private long since;
  private boolean writing;
  private boolean looking;

  /** Calls {@code overdue}, on some other thread, when a write has taken that long. */
  WriteTimeout(Duration most, Runnable overdue) {
    this.most = most.toNanos();
    this.overdue = overdue;
  }

  synchronized void begin() {
    writing = true;
    since = System.nanoTime();
    if (!looking) {
      look(most);
    }
  }

  synchronized void end() {
    writing = false;
  }

  private void look(long in) {
    looking = true;
    // weakly, or a connection would be kept that long after its end
    WeakReference<WriteTimeout> watch = new WeakReference<>(this);
    CompletableFuture.delayedExecutor(in, TimeUnit.NANOSECONDS, Runnable::run)
        .execute(
            () -> {
              WriteTimeout still = watch.get();
              if (still != null) {
                still.look();
              }
            });
  }

  private void look() {
    synchronized (this) {
      looking = false;
      if (!writing) {
        return;
      }
      long left = most - (System.nanoTime() - since);
      if (left > 0) {
        look(left);
        return;
      }
    }
    overdue.run();
  }
}
