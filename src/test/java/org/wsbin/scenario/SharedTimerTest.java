package org.wsbin.scenario;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.wsbin.CapturedLog;

class SharedTimerTest {
  static final List<Throwable> FAILURES =
      List.of(new IllegalStateException("on purpose"), new StackOverflowError("on purpose"));

  private final SharedTimer timer = new SharedTimer();
  private final CapturedLog log = CapturedLog.of(SharedTimer.class);

  @AfterEach
  void end() {
    timer.close();
    log.close();
  }

  @Test
  void oneDaemonThreadServesAll() throws InterruptedException {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    CountDownLatch run = new CountDownLatch(200);
    for (int i = 0; i < 200; i++) {
      timer.after(
          Duration.ofMillis(i % 7),
          () -> {
            threads.add(Thread.currentThread());
            run.countDown();
          });
    }
    assertThat(run.await(10, SECONDS)).isTrue();
    assertThat(threads).hasSize(1).allMatch(Thread::isDaemon);
    assertThat(threads.iterator().next().getName()).isEqualTo("wsbin-timer");
  }

  @Test
  void afterTheEndThereIsNoThread() {
    for (int i = 0; i < 50; i++) {
      CompletableFuture<Thread> ran = new CompletableFuture<>();
      try (SharedTimer other = new SharedTimer()) {
        other.after(Duration.ZERO, () -> ran.complete(Thread.currentThread()));
        ran.join();
      }
      assertThat(ran.join().isAlive()).isFalse();
    }
  }

  @Test
  void aTaskRunsNoSoonerThanRequested() {
    long before = timer.nanos();
    CompletableFuture<Long> ranAt = new CompletableFuture<>();
    timer.after(Duration.ofMillis(50), () -> ranAt.complete(timer.nanos()));
    assertThat(ranAt)
        .succeedsWithin(Duration.ofSeconds(10))
        .matches(at -> at - before >= Duration.ofMillis(50).toNanos());
  }

  @Test
  void aCancelledTaskDoesNotRun() {
    AtomicBoolean ran = new AtomicBoolean();
    CompletableFuture<Void> later = new CompletableFuture<>();
    Timer.Scheduled cancelled = timer.after(Duration.ofMillis(990), () -> ran.set(true));
    timer.after(Duration.ofMillis(1200), () -> later.complete(null));
    cancelled.cancel();
    assertThat(later).succeedsWithin(Duration.ofSeconds(10));
    assertThat(ran).isFalse();
  }

  @Test
  void cancellingWhatHasRunDoesNothing() {
    CompletableFuture<Void> ran = new CompletableFuture<>();
    Timer.Scheduled scheduled = timer.after(Duration.ZERO, () -> ran.complete(null));
    assertThat(ran).succeedsWithin(Duration.ofSeconds(10));
    scheduled.cancel();
    assertStillRuns();
  }

  @ParameterizedTest
  @FieldSource("FAILURES")
  void aFailingTaskDoesNotEndTheTimer(Throwable failure) {
    timer.after(Duration.ZERO, () -> SharedTimerTest.<RuntimeException>sneak(failure));
    assertStillRuns();
  }

  @ParameterizedTest
  @FieldSource("FAILURES")
  void whatATaskThrowsIsLogged(Throwable failure) {
    timer.after(Duration.ZERO, () -> SharedTimerTest.<RuntimeException>sneak(failure));
    await()
        .atMost(Duration.ofSeconds(2))
        .untilAsserted(() -> assertThat(log.thrown()).containsExactly(failure));
  }

  @ParameterizedTest
  @FieldSource("FAILURES")
  void aRepeatedTaskContinuesAfterAnException(Throwable failure) throws InterruptedException {
    log.trouble = () -> SharedTimerTest.<RuntimeException>sneak(failure);
    CountDownLatch runs = new CountDownLatch(3);
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    timer.every(
        Duration.ofMillis(1),
        () -> {
          threads.add(Thread.currentThread());
          runs.countDown();
          SharedTimerTest.<RuntimeException>sneak(failure);
        });
    assertThat(runs.await(10, SECONDS)).isTrue();
    timer.close();
    for (Thread thread : threads) {
      thread.join(); // so that no other test meets what it logs last
    }
  }

  @Test
  void aRepeatedTaskThatIsCalledOffRunsNoMore() {
    CompletableFuture<Void> ran = new CompletableFuture<>();
    AtomicInteger runs = new AtomicInteger();
    Timer.Scheduled repeated =
        timer.every(
            Duration.ofMillis(1),
            () -> {
              runs.incrementAndGet();
              ran.complete(null);
            });
    assertThat(ran).succeedsWithin(Duration.ofSeconds(10));
    repeated.cancel();
    assertStillRuns(); // what was under way has ended
    int soFar = runs.get();
    CompletableFuture<Void> later = new CompletableFuture<>();
    timer.after(Duration.ofMillis(50), () -> later.complete(null));
    assertThat(later).succeedsWithin(Duration.ofSeconds(10));
    assertThat(runs).hasValue(soFar);
  }

  @Test
  void aLogThatFailsAsWellDoesNotEndTheTimer() {
    log.trouble =
        () -> {
          throw new StackOverflowError("on purpose");
        };
    timer.after(
        Duration.ZERO,
        () -> {
          throw new IllegalStateException("on purpose");
        });
    assertStillRuns();
  }

  @Test
  void tasksAfterTheEndAreDropped() {
    AtomicBoolean ran = new AtomicBoolean();
    Timer.Scheduled waiting = timer.after(Duration.ofMillis(20), () -> ran.set(true));
    timer.close();
    timer.after(Duration.ZERO, () -> ran.set(true)).cancel();
    timer.after(Duration.ZERO, () -> ran.set(true));
    waiting.cancel();
    SharedTimer other = new SharedTimer();
    CompletableFuture<Void> later = new CompletableFuture<>();
    other.after(Duration.ofMillis(50), () -> later.complete(null));
    assertThat(later).succeedsWithin(Duration.ofSeconds(10));
    other.close();
    assertThat(ran).isFalse();
  }

  @Test
  void theWallClockIsInTheZoneOfTheServer() {
    ZoneId zone = ZoneId.systemDefault();
    assertThat(timer.now().getZone()).isEqualTo(zone);
    assertThat(timer.now()).isCloseTo(ZonedDateTime.now(zone), within(1, ChronoUnit.MINUTES));
  }

  private void assertStillRuns() {
    CompletableFuture<Void> next = new CompletableFuture<>();
    timer.after(Duration.ZERO, () -> next.complete(null));
    assertThat(next).succeedsWithin(Duration.ofSeconds(10));
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> void sneak(Throwable failure) throws T {
    throw (T) failure;
  }
}
