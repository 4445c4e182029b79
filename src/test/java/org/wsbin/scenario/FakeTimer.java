package org.wsbin.scenario;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes only when a test says so; tasks run within {@link #advance}. */
public class FakeTimer implements Timer {
  public static final ZonedDateTime START = ZonedDateTime.parse("2026-11-22T15:45:00.123+01:00");

  /** The clock for measuring starts anywhere, and wraps while a test runs. */
  private static final long FIRST_NANO = Long.MAX_VALUE - 3_000_000_000L;

  private record Task(long due, long number, Runnable code) {}

  /** What another thread does, once, while somebody asks for the time. */
  public Runnable meanwhile = () -> {};

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparing(Task::due).thenComparing(Task::number));
  private final Duration lateness;
  private long passed;
  private long scheduled;

  public FakeTimer() {
    this(Duration.ZERO);
  }

  /** A timer whose every task runs that much too late. */
  public FakeTimer(Duration lateness) {
    this.lateness = lateness;
  }

  @Override
  public ZonedDateTime now() {
    return START.plusNanos(passed);
  }

  @Override
  public long nanos() {
    Runnable once = meanwhile;
    meanwhile = () -> {};
    once.run();
    return FIRST_NANO + passed;
  }

  @Override
  public Scheduled after(Duration delay, Runnable code) {
    Task task = new Task(passed + delay.plus(lateness).toNanos(), scheduled++, code);
    tasks.add(task);
    return () -> tasks.remove(task);
  }

  @Override
  public Scheduled every(Duration interval, Runnable code) {
    return new Repetition(interval, code);
  }

  public void advance(Duration time) {
    long end = passed + time.toNanos();
    while (!tasks.isEmpty() && tasks.peek().due() <= end) {
      Task task = tasks.remove();
      passed = task.due();
      task.code().run();
    }
    passed = end;
  }

  /** Time passed since the start. */
  public Duration passed() {
    return Duration.ofNanos(passed);
  }

  /** How many tasks wait. */
  public int pending() {
    return tasks.size();
  }

  /** How many tasks there have been. */
  public long scheduled() {
    return scheduled;
  }

  private final class Repetition implements Scheduled {
    private final Duration interval;
    private final Runnable code;
    private Scheduled next;

    Repetition(Duration interval, Runnable code) {
      this.interval = interval;
      this.code = code;
      this.next = after(interval, this::run);
    }

    private void run() {
      next = after(interval, this::run);
      code.run();
    }

    @Override
    public void cancel() {
      next.cancel();
    }
  }
}
