package org.wsbin.wire;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.wsbin.CapturedLog;
import org.wsbin.protocol.EndOfStream;

class EventGateTest {
  private final Owner owner = new Owner();
  private final EventGate gate = new EventGate(owner);

  @Test
  void anEventIsFollowedByOneLookAtWhatItLeft() {
    gate.enter(() -> owner.calls.add("event"));
    assertThat(owner.calls).containsExactly("event", "settle");
  }

  @Test
  void anEventInsideOfAnotherRunsAtOnce() {
    gate.enter(
        () -> {
          gate.enter(() -> owner.calls.add("inner"));
          gate.leave(() -> owner.calls.add("left inside"));
          owner.calls.add("outer");
        });
    assertThat(owner.calls).containsExactly("inner", "left inside", "outer", "settle");
  }

  @Test
  void whoRunsItsEventAloneRunsNothingThatOthersLeftMeanwhile() {
    gate.leaveAlone(
        () -> {
          CompletableFuture.runAsync(() -> gate.leave(() -> owner.calls.add("left"))).join();
          owner.calls.add("alone");
        });
    assertThat(owner.calls).containsExactly("alone", "settle");
    assertThat(gate.hasEventsLeft()).isTrue();
    gate.leaveAlone(() -> owner.calls.add("behind it"));
    assertThat(owner.calls).as("in order").containsExactly("alone", "settle");
    gate.enter(() -> {});
    assertThat(owner.calls).startsWith("alone", "settle", "left", "behind it");
  }

  @Test
  void aReadThatMeetsAThreadInsideIsAskedForAgain() {
    gate.enter(
        () -> {
          boolean watch =
              CompletableFuture.supplyAsync(
                      () -> gate.tryRead(() -> owner.calls.add("never: somebody is inside")))
                  .join();
          assertThat(watch).isFalse();
          owner.calls.add("inside");
        });
    assertThat(owner.calls).startsWith("inside").endsWith("resume");
    assertThat(gate.tryRead(() -> owner.calls.add("read"))).isTrue();
  }

  @Test
  void aRefusedReaderThatWasAskedAgainComesBeforeWhatIsLeftLater() {
    refuseAReader();
    gate.leave(() -> owner.calls.add("later"));
    assertThat(owner.calls).doesNotContain("later");
    assertThat(gate.tryRead(() -> owner.calls.add("read"))).isTrue();
    assertThat(gate.hasEventsLeft()).as("the reader hands it on").isTrue();
    gate.leave(() -> {}, true);
    assertThat(owner.calls).containsSubsequence("read", "later");
  }

  @Test
  void aReaderThatIsRefusedAgainKeepsNothingBack() {
    refuseAReader();
    refuse();
    assertThat(owner.calls.stream().filter("resume"::equals)).hasSize(2);
    gate.leave(() -> owner.calls.add("later"));
    assertThat(owner.calls).doesNotContain("later");
    gate.tryRead(() -> {});
    gate.leave(() -> {});
    assertThat(owner.calls).contains("later");
  }

  @Test
  void aReaderThatNeverComesKeepsNothingBackForEver() {
    refuseAReader();
    gate.leave(() -> owner.calls.add("later"));
    assertThat(gate.tryEnter(() -> {})).as("as each sweep does").isTrue();
    assertThat(owner.calls).contains("later");
    gate.leave(() -> owner.calls.add("at once"));
    assertThat(owner.calls).contains("at once");
  }

  /** Some containers call it when the connection opens, although there may be no input. */
  @Test
  void theFirstReaderThatIsRefusedKeepsNothingBack() {
    refuse();
    gate.leave(() -> owner.calls.add("at once"));
    assertThat(owner.calls).contains("at once");
  }

  /** Not the first one. */
  private void refuseAReader() {
    gate.tryRead(() -> {});
    refuse();
  }

  /** While this thread is inside; it then asks the reader to come again. */
  private void refuse() {
    gate.enter(
        () ->
            assertThat(CompletableFuture.supplyAsync(() -> gate.tryRead(() -> {})).join())
                .isFalse());
    assertThat(owner.calls).endsWith("resume");
  }

  /** As a behaviour that sends all the time does: one long turn after the other. */
  @Test
  void whoWaitsComesBeforeWhatIsLeftLater() throws Exception {
    for (int round = 0; round < 20; round++) {
      AtomicBoolean entered = new AtomicBoolean();
      Thread waiting = new Thread(() -> gate.enter(() -> entered.set(true)));
      AtomicInteger turnsBefore = new AtomicInteger();
      gate.enter(
          () -> {
            waiting.start();
            while (waiting.getState() != Thread.State.WAITING) {
              Thread.onSpinWait();
            }
          });
      while (waiting.isAlive()) {
        CountDownLatch ran = new CountDownLatch(1);
        gate.leave(
            () -> {
              turnsBefore.addAndGet(entered.get() ? 0 : 1);
              ran.countDown();
            });
        assertThat(ran.await(10, SECONDS)).isTrue();
      }
      assertThat(turnsBefore).hasValue(0);
    }
  }

  @Test
  void whoLeavesAnEventDoesNotWaitForTheThreadInside() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(
            () ->
                gate.enter(
                    () -> {
                      inside.countDown();
                      await(goOn);
                      owner.calls.add("first");
                    }));
    assertThat(inside.await(10, SECONDS)).isTrue();
    gate.leave(() -> owner.calls.add("second on " + Thread.currentThread().getName()));
    assertThat(owner.calls).isEmpty();
    assertThat(gate.hasEventsLeft()).isTrue();
    gate.tryEnter(() -> owner.calls.add("never: somebody is inside"));
    goOn.countDown();
    other.get(10, SECONDS);
    assertThat(gate.hasEventsLeft()).isFalse();
    assertThat(owner.calls)
        .startsWith("first")
        .endsWith("settle")
        .doesNotContain("second on " + Thread.currentThread().getName())
        .anyMatch(call -> call.startsWith("second on "));
  }

  @Test
  void anEventThatIsLeftWhileNobodyIsInsideRunsAtOnce() {
    gate.leave(() -> owner.calls.add("event"));
    assertThat(owner.calls).containsExactly("event", "settle");
  }

  @Test
  void theOneInsideRunsWhatWasLeftInTheMiddleOfItsEvent() {
    gate.enter(
        () -> {
          CompletableFuture.runAsync(() -> gate.leave(() -> owner.calls.add("left"))).join();
          owner.calls.add("before");
          gate.runEventsLeft();
          owner.calls.add("after");
        });
    assertThat(owner.calls).containsExactly("before", "left", "after", "settle");
  }

  @Test
  void readingStopsUntilTheConnectionWantsInputAgain() {
    assertThat(gate.read(() -> owner.calls.add("read"))).isTrue();
    owner.wantsInput = false;
    assertThat(gate.read(() -> {})).isFalse();
    gate.enter(() -> {});
    assertThat(owner.calls).doesNotContain("resume");
    gate.leave(() -> owner.wantsInput = true);
    assertThat(owner.calls).endsWith("settle", "resume");
    gate.enter(() -> {});
    assertThat(owner.calls).containsOnlyOnce("resume");
  }

  @Test
  void whatWasLeftBeforeRunsFirst() {
    owner.wantsInput = false;
    gate.read(() -> {});
    owner.atSettle =
        () -> CompletableFuture.runAsync(() -> gate.leave(() -> owner.calls.add("first"))).join();
    owner.atResume = () -> gate.leave(() -> owner.calls.add("second")); // nobody is inside
    gate.enter(() -> owner.wantsInput = true);
    assertThat(owner.calls).containsSubsequence("resume", "first", "second");
  }

  @Test
  void aNetworkThatFailsEndsTheConnection() {
    gate.enter(
        () -> {
          throw new IOException("on purpose");
        });
    assertThat(owner.calls).containsExactly("cut RESET");
    gate.enter(() -> owner.calls.add("nothing happens any more"));
    assertThat(owner.calls).hasSize(1);
  }

  @Test
  void anEventThatFailsEndsTheConnectionAndIsLogged() {
    try (CapturedLog log = CapturedLog.of(EventGate.class)) {
      gate.leave(
          () -> {
            throw new AssertionError("on purpose");
          });
      assertThat(log.thrown()).hasSize(1);
    }
    gate.leave(() -> owner.calls.add("nothing happens any more"));
    assertThat(owner.calls).containsExactly("cut LOCAL");
    assertThat(gate.hasEventsLeft()).as("nothing is kept").isFalse();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, SECONDS)).isTrue();
    } catch (InterruptedException unexpected) {
      throw new AssertionError(unexpected);
    }
  }

  private static final class Owner implements EventGate.Owner {
    private Runnable atSettle = () -> {};
    private Runnable atResume = () -> {};
    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    volatile boolean wantsInput = true;
    private boolean closed;

    @Override
    public boolean closed() {
      return closed;
    }

    @Override
    public void settle(boolean hasTime) {
      calls.add("settle");
      Runnable once = atSettle;
      atSettle = () -> {};
      once.run();
    }

    @Override
    public boolean wantsInput() {
      return wantsInput;
    }

    @Override
    public void cut(EndOfStream how) {
      closed = true;
      calls.add("cut " + how);
    }

    @Override
    public void resume() {
      calls.add("resume");
      atResume.run();
    }
  }
}
