package org.wsbin.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReaderPlacesTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void whoFindsNoPlaceGetsOneThatIsGivenBack() throws Exception {
    ReaderPlaces places = new ReaderPlaces(1, 1, LONG);
    assertThat(places.take()).isTrue();
    CompletableFuture<Boolean> second = inLine(places);
    assertThat(second).isNotDone();
    places.giveBack();
    assertThat(second.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whoFindsTheLineFullIsRefusedAtOnce() throws Exception {
    ReaderPlaces places = new ReaderPlaces(1, 1, LONG);
    places.take();
    CompletableFuture<Boolean> second = inLine(places);
    assertThat(places.take()).isFalse();
    places.giveBack();
    assertThat(second.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void patienceEnds() throws ExecutionException, InterruptedException {
    ReaderPlaces places = new ReaderPlaces(1, 1, Duration.ofMillis(20));
    places.take();
    assertThat(CompletableFuture.supplyAsync(places::take).get()).isFalse();
    places.giveBack();
    assertThat(places.take()).as("the place was not lost").isTrue();
  }

  @Test
  void anInterruptEndsTheWait() throws InterruptedException {
    ReaderPlaces places = new ReaderPlaces(1, 1, LONG);
    places.take();
    AtomicReference<Boolean> taken = new AtomicReference<>();
    Thread waiting = new Thread(() -> taken.set(places.take()));
    waiting.start();
    waiting.interrupt();
    waiting.join();
    assertThat(taken).hasValue(false);
  }

  private static CompletableFuture<Boolean> inLine(ReaderPlaces places) {
    AtomicReference<Thread> who = new AtomicReference<>();
    CompletableFuture<Boolean> taken =
        CompletableFuture.supplyAsync(
            () -> {
              who.set(Thread.currentThread());
              return places.take();
            });
    await().until(() -> who.get() != null && who.get().getState() == Thread.State.TIMED_WAITING);
    return taken;
  }
}
