package org.wsbin.client;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A clock that a test advances; what is due runs on the thread that advances it. */
final class FakeClock implements ClientClock {
  private record Due(long at, Runnable task) {}

  private long nanos = 1_000_000_000_000L;
  private final List<Due> due = new ArrayList<>();

  @Override
  public synchronized long nanos() {
    return nanos;
  }

  @Override
  public synchronized <T> Alarm after(Duration delay, T owner, Consumer<? super T> task) {
    WeakReference<T> kept = new WeakReference<>(owner);
    Due one =
        new Due(
            nanos + delay.toNanos(),
            () -> {
              T still = kept.get();
              if (still != null) {
                task.accept(still);
              }
            });
    due.add(one);
    return () -> cancel(one);
  }

  private synchronized void cancel(Due one) {
    due.remove(one);
  }

  /** How many tasks are due at some time. */
  synchronized int pending() {
    return due.size();
  }

  /** Lets time pass, and runs what is due meanwhile, each at its time. */
  void advance(Duration time) {
    long end = nanos() + time.toNanos();
    Optional<Due> next = next(end);
    while (next.isPresent()) {
      next.get().task().run();
      next = next(end);
    }
    set(end);
  }

  private synchronized Optional<Due> next(long end) {
    Optional<Due> next =
        due.stream().filter(d -> d.at() <= end).min(Comparator.comparingLong(Due::at));
    next.ifPresent(
        d -> {
          due.remove(d);
          nanos = Math.max(nanos, d.at());
        });
    return next;
  }

  private synchronized void set(long end) {
    nanos = Math.max(nanos, end);
  }
}
