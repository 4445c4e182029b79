package org.wsbin.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendThreadsTest {
  private static final int MOST = 3;

  private final SendThreads threads = new SendThreads(MOST, "test-");
  private final CountDownLatch stalled = new CountDownLatch(1);
  private final AtomicInteger done = new AtomicInteger();

  @AfterEach
  void close() {
    stalled.countDown();
    threads.close();
  }

  @Test
  void anIdleThreadIsUsedBeforeANewOne() {
    for (int i = 1; i <= 20; i++) {
      int count = i;
      threads.execute(done::incrementAndGet);
      await().untilAsserted(() -> assertThat(done).hasValue(count));
    }
    assertThat(threads.size()).isLessThanOrEqualTo(2);
  }

  @Test
  void thereAreNoMoreThanTheLimitAndTheRestWaitsItsTurn() {
    for (int i = 0; i < 10 * MOST; i++) {
      threads.execute(this::stall);
    }
    await().untilAsserted(() -> assertThat(threads.size()).isEqualTo(MOST));
    assertThat(done).hasValue(0);
    stalled.countDown();
    await().untilAsserted(() -> assertThat(done).hasValue(10 * MOST));
    assertThat(threads.size()).isLessThanOrEqualTo(MOST);
  }

  @Test
  void whatAnIdleThreadTakesIsDoneOnce() {
    try (SendThreads one = new SendThreads(1, "test-")) {
      AtomicReference<Thread> idle = new AtomicReference<>();
      one.execute(() -> idle.set(Thread.currentThread()));
      await()
          .until(() -> idle.get() != null && idle.get().getState() == Thread.State.TIMED_WAITING);
      CountDownLatch last = new CountDownLatch(1);
      one.execute(done::incrementAndGet);
      one.execute(last::countDown);
      await().until(() -> last.getCount() == 0);
      assertThat(done).hasValue(1);
    }
  }

  @Test
  void afterTheEndTasksAreDropped() {
    threads.close();
    threads.execute(done::incrementAndGet);
    assertThat(threads.size()).isZero();
    assertThat(done).hasValue(0);
  }

  private void stall() {
    try {
      stalled.await();
      done.incrementAndGet();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
