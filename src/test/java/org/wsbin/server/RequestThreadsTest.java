package org.wsbin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The threads of requests: few for few tasks, more for many, none for none. */
@Timeout(30)
class RequestThreadsTest {
  private static final int MOST = 4;

  private final RequestThreads threads =
      new RequestThreads(MOST, "request-", Duration.ofMinutes(1));
  private final List<CountDownLatch> held = new ArrayList<>();

  @AfterEach
  void close() {
    held.forEach(CountDownLatch::countDown);
    threads.close();
  }

  @Test
  void oneTaskAfterTheOtherNeedsOneThreadAlsoIfThereAreMore() throws InterruptedException {
    hold(MOST).forEach(CountDownLatch::countDown);
    awaitIdle();
    Set<Thread> used = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < 20; i++) {
      Semaphore done = new Semaphore(0);
      threads.execute(
          () -> {
            used.add(Thread.currentThread());
            done.release();
          });
      done.acquire();
      await().until(() -> used.stream().allMatch(t -> t.getState() == Thread.State.TIMED_WAITING));
    }
    assertThat(used).hasSize(1);
    assertThat(threads.size()).isEqualTo(MOST);
  }

  @Test
  void beyondTheMostTasksWaitAndKeepTheirOrder() {
    List<CountDownLatch> busy = hold(MOST);
    List<Integer> ran = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 3; i++) {
      int number = i;
      threads.execute(() -> ran.add(number));
    }
    assertThat(threads.size()).isEqualTo(MOST);
    assertThat(ran).isEmpty();
    busy.get(0).countDown();
    await().untilAsserted(() -> assertThat(ran).containsExactly(0, 1, 2));
  }

  /** One thread wakes the next: those of a burst that last get a thread each all the same. */
  @Test
  void tasksThatWaitForEachOtherRunAtTheSameTime() throws InterruptedException {
    hold(MOST).forEach(CountDownLatch::countDown);
    awaitIdle();
    for (int round = 0; round < 1000; round++) {
      CountDownLatch met = new CountDownLatch(MOST);
      CountDownLatch left = new CountDownLatch(MOST);
      for (int i = 0; i < MOST; i++) {
        threads.execute(
            () -> {
              met.countDown();
              waitFor(met);
              left.countDown();
            });
      }
      assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void noTaskIsLostWhenManyComeFromManyThreads() throws InterruptedException {
    AtomicInteger ran = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      callers.add(
          new Thread(
              () -> {
                for (int n = 0; n < 20_000; n++) {
                  threads.execute(ran::incrementAndGet);
                }
              }));
    }
    callers.forEach(Thread::start);
    for (Thread caller : callers) {
      caller.join();
    }
    await().untilAsserted(() -> assertThat(ran).hasValue(160_000));
    assertThat(threads.size()).isLessThanOrEqualTo(MOST);
  }

  @Test
  void idleThreadsEndAndComeBack() {
    try (RequestThreads brief = new RequestThreads(MOST, "brief-", Duration.ofMillis(20))) {
      AtomicInteger ran = new AtomicInteger();
      brief.execute(ran::incrementAndGet);
      await().until(() -> brief.size() == 0);
      brief.execute(ran::incrementAndGet);
      await().untilAsserted(() -> assertThat(ran).hasValue(2));
    }
  }

  @Test
  void aTaskThatThrowsCostsItsThreadOnly() {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    List<Throwable> seen = Collections.synchronizedList(new ArrayList<>());
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> seen.add(failure));
    try {
      for (int i = 0; i < 2 * MOST; i++) {
        threads.execute(
            () -> {
              throw new IllegalStateException("on purpose");
            });
      }
      await()
          .dontCatchUncaughtExceptions()
          .until(() -> seen.size() == 2 * MOST && threads.size() == 0);
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
    AtomicInteger ran = new AtomicInteger();
    threads.execute(ran::incrementAndGet);
    await().untilAsserted(() -> assertThat(ran).hasValue(1));
  }

  @Test
  void aTaskThatThrowsDoesNotTakeTheNextWithIt() {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {});
    AtomicInteger ran = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    try (RequestThreads one = new RequestThreads(1, "one-", Duration.ofMinutes(1))) {
      one.execute(
          () -> {
            waitFor(go);
            throw new IllegalStateException("on purpose");
          });
      one.execute(ran::incrementAndGet);
      go.countDown();
      await().dontCatchUncaughtExceptions().untilAsserted(() -> assertThat(ran).hasValue(1));
      assertThat(one.size()).isEqualTo(1);
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  /** The idle time ends just when the next task comes: again and again, to meet that moment. */
  @Test
  void aTaskThatMeetsTheEndOfTheOnlyThreadIsRun() {
    try (RequestThreads one = new RequestThreads(1, "one-", Duration.ofMillis(1))) {
      AtomicInteger ran = new AtomicInteger();
      for (int i = 1; i <= 2000; i++) {
        int expected = i;
        one.execute(ran::incrementAndGet);
        await()
            .pollInterval(Duration.ofNanos(1_000_000 + i * 100L))
            .pollDelay(Duration.ZERO)
            .until(() -> ran.get() == expected);
      }
    }
  }

  @Test
  void afterTheEndThreadsAreGoneAndTasksRefused() {
    hold(MOST).forEach(CountDownLatch::countDown);
    awaitIdle();
    threads.close();
    await().until(() -> threads.size() == 0);
    assertThatThrownBy(() -> threads.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessage("The server has stopped.");
  }

  @Test
  void theThreadsKeepNoClassLoaderOfAnApplication() throws InterruptedException {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Semaphore done = new Semaphore(0);
    List<ClassLoader> found = new ArrayList<>();
    Thread.currentThread().setContextClassLoader(new ClassLoader() {});
    try {
      threads.execute(
          () -> {
            found.add(Thread.currentThread().getContextClassLoader());
            done.release();
          });
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
    assertThat(done.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    assertThat(found).containsExactly(RequestThreads.class.getClassLoader());
  }

  /** So many threads with a task that lasts until its latch is released. */
  private List<CountDownLatch> hold(int tasks) {
    CountDownLatch begun = new CountDownLatch(tasks);
    for (int i = 0; i < tasks; i++) {
      CountDownLatch latch = new CountDownLatch(1);
      held.add(latch);
      threads.execute(
          () -> {
            begun.countDown();
            waitFor(latch);
          });
    }
    waitFor(begun);
    return List.copyOf(held);
  }

  private void awaitIdle() {
    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("request-"))
                        .filter(thread -> thread.getState() == Thread.State.TIMED_WAITING)
                        .count()
                    == MOST);
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
