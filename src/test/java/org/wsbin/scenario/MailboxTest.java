package org.wsbin.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MailboxTest {
  private final List<Throwable> failures = new ArrayList<>();
  private final Mailbox events = new Mailbox(failures::add);
  private final List<String> run = new ArrayList<>();

  @Test
  void anEventIsRunAtOnce() {
    events.add(() -> run.add("one"));
    assertThat(run).containsExactly("one");
    assertThat(events.waiting()).isZero();
  }

  @Test
  void anEventOfAnEventComesBehindIt() {
    events.add(
        () -> {
          events.add(() -> run.add("inner"));
          events.add(() -> run.add("last"));
          assertThat(events.waiting()).isEqualTo(3);
          run.add("outer");
        });
    assertThat(run).containsExactly("outer", "inner", "last");
  }

  @Test
  void aChainOfEventsNeedsNoStack() {
    AtomicInteger left = new AtomicInteger(1_000_000);
    events.add(() -> again(left));
    assertThat(left).hasValue(0);
  }

  @Test
  void whatAnEventThrowsIsHandedOnAndTheNextRuns() {
    IllegalStateException exception = new IllegalStateException("on purpose");
    AssertionError error = new AssertionError("on purpose");
    events.add(
        () -> {
          events.add(() -> run.add("next"));
          throw exception;
        });
    events.add(
        () -> {
          throw error;
        });
    assertThat(failures).containsExactly(exception, error);
    assertThat(run).containsExactly("next");
    assertThat(events.waiting()).isZero();
  }

  @Test
  void anEventOfAnotherThreadIsLeftToTheOneThatIsAtIt() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    Thread busy =
        new Thread(
            () ->
                events.add(
                    () -> {
                      inside.countDown();
                      awaitLatch(goOn);
                      threads.add(Thread.currentThread());
                    }));
    busy.start();
    awaitLatch(inside);
    events.add(() -> threads.add(Thread.currentThread())); // nobody waits
    goOn.countDown();
    busy.join();
    assertThat(threads).containsExactly(busy, busy);
  }

  @Test
  void eventsOfManyThreadsRunOneAtATimeAndEachThreadsInOrder() throws InterruptedException {
    int threads = 4;
    int each = 20_000;
    AtomicInteger inside = new AtomicInteger();
    List<Integer> met = new ArrayList<>();
    List<List<Integer>> orders = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    for (int t = 0; t < threads; t++) {
      List<Integer> order = new ArrayList<>();
      orders.add(order);
      pool.execute(
          () -> {
            for (int i = 0; i < each; i++) {
              int number = i;
              events.add(
                  () -> {
                    if (inside.incrementAndGet() != 1) {
                      met.add(number);
                    }
                    order.add(number);
                    inside.decrementAndGet();
                  });
            }
          });
    }
    pool.shutdown();
    assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(met).as("events that met another").isEmpty();
    assertThat(orders).allSatisfy(order -> assertThat(order).hasSize(each).isSorted());
    assertThat(events.waiting()).isZero();
  }

  private void again(AtomicInteger left) {
    if (left.decrementAndGet() > 0) {
      events.add(() -> again(left));
    }
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
