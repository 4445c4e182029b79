package org.wsbin.wire;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.wire.ClientBytes.compressed;
import static org.wsbin.wire.ClientBytes.text;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Which thread waits for which, and which never waits. */
class WireConnectionThreadsTest {
  private static final int MIB = 1024 * 1024;

  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  @Test
  void theTimerDoesNotWaitForTheThreadThatHandlesAMessage() throws Exception {
    Wired wired = Wired.open();
    wired.behaviour.reaction = (peer, kind, slice, last) -> holdOn();
    CompletableFuture<Boolean> reading =
        CompletableFuture.supplyAsync(() -> wired.receive(text("hello")));
    assertThat(inside.await(10, SECONDS)).isTrue();

    CountDownLatch ran = new CountDownLatch(1);
    wired.remote().execute(ran::countDown); // returns, although the other thread is at it
    wired.connection.sweep();
    assertThat(ran.getCount()).isEqualTo(1);

    goOn.countDown();
    assertThat(reading.get(10, SECONDS)).isTrue();
    assertThat(ran.getCount()).as("the thread inside has run it").isZero();
  }

  @Test
  void whatIsLeftRunsBetweenTwoSlicesOfWhatIsInflated() throws Exception {
    Wired wired = Wired.deflatingEcho();
    AtomicInteger slices = new AtomicInteger();
    AtomicInteger slicesBefore = new AtomicInteger();
    wired.behaviour.reaction =
        (peer, kind, slice, last) -> {
          if (slices.incrementAndGet() == 1) {
            CompletableFuture.runAsync(() -> peer.execute(() -> slicesBefore.set(slices.get())))
                .join();
          }
        };
    wired.receive(compressed(new byte[8 * MIB]));
    wired.runBulk();
    assertThat(slices.get()).isGreaterThanOrEqualTo(8 * MIB / (64 * 1024));
    assertThat(slicesBefore.get()).isBetween(1, 2 * MIB / (64 * 1024));
  }

  private void holdOn() {
    inside.countDown();
    try {
      assertThat(goOn.await(10, SECONDS)).isTrue();
    } catch (InterruptedException unexpected) {
      throw new AssertionError(unexpected);
    }
  }
}
