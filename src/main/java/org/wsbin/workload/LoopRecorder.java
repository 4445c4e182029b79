package org.wsbin.workload;

import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** What one thread measures. Belongs to that thread until it has ended. */
final class LoopRecorder {
  private static final long SECOND = 1_000_000_000;
  private static final long UNKNOWN = -1;

  private final RunClock clock;
  private final Consumer<LoadSecond> seconds;
  private final Histogram connects = LoadSecond.histogram();
  private final Histogram lag = LoadSecond.histogram();
  private final LoadErrors errors = new LoadErrors();

  private Histogram latency = LoadSecond.histogram();
  private int second;
  private long sent;
  private long received;
  private long sentBytes;
  private long receivedBytes;
  private long errorsBefore;
  private long idleNanos;
  private long heldBack;
  private long delivered;
  private long cpuBefore = UNKNOWN;
  private long cpuNanos;

  LoopRecorder(RunClock clock, Consumer<LoadSecond> seconds) {
    this.clock = clock;
    this.seconds = seconds;
  }

  /** A connection was opened, from the first of these times to the second. */
  void connected(long from, long to) {
    LoadSecond.record(connects, to - from);
  }

  /** A message went out. */
  void sent(long intended, long bytes) {
    if (clock.measures(intended)) {
      sent++;
      sentBytes += bytes;
    }
  }

  /** A message went out that late, because of the generator alone. */
  void lagged(long intended, long nanos) {
    if (clock.measures(intended)) {
      LoadSecond.record(lag, nanos);
    }
  }

  /** A message waited, because too many were unanswered. */
  void heldBack(long intended) {
    if (clock.measures(intended)) {
      heldBack++;
    }
  }

  void received(long now, long bytes) {
    if (clock.measures(now)) {
      received++;
      receivedBytes += bytes;
    }
  }

  void latency(long intended, long now) {
    if (clock.measures(intended)) {
      LoadSecond.record(latency, now - intended);
    }
  }

  /** A member of a channel has a message. */
  void delivered(long intended) {
    if (clock.measures(intended)) {
      delivered++;
    }
  }

  void error(String kind) {
    errors.add(kind);
  }

  void errors(String kind, long count) {
    errors.add(kind, count);
  }

  void idle(long from, long to) {
    long counted = Math.min(to, clock.endAt()) - Math.max(from, clock.measureAt());
    idleNanos += Math.max(0, counted);
  }

  /** Publishes the seconds that are over, and looks at the thread's own time. */
  void tick(long now) {
    if (now >= clock.measureAt() && now < clock.endAt()) {
      long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      cpuBefore = cpuBefore == UNKNOWN ? cpu : cpuBefore;
      cpuNanos = cpu - cpuBefore;
    }
    while (clock.started() && now - clock.measureAt() >= (second + 1) * SECOND) {
      publish();
    }
  }

  /** Publishes what there is, at the end. */
  void publish() {
    long now = errors.all();
    seconds.accept(
        new LoadSecond(
            second, latency, sent, received, sentBytes, receivedBytes, now - errorsBefore));
    errorsBefore = now;
    latency = LoadSecond.histogram();
    second++;
    sent = 0;
    received = 0;
    sentBytes = 0;
    receivedBytes = 0;
  }

  Histogram connects() {
    return connects;
  }

  Histogram lag() {
    return lag;
  }

  LoadErrors errors() {
    return errors;
  }

  long idleNanos() {
    return idleNanos;
  }

  /** The processor's time for this thread while it measured, nearly. */
  long cpuNanos() {
    return cpuNanos;
  }

  long delivered() {
    return delivered;
  }

  long heldBack() {
    return heldBack;
  }
}
