package org.wsbin.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.wsbin.scenario.FakeTimer;

class IoThreadSchedulerTest {
  private final FakeTimer timer = new FakeTimer();
  private final IoThreadScheduler scheduler = new IoThreadScheduler(timer);
  private final List<Runnable> tasks = new ArrayList<>();
  private final Executor ioThread = tasks::add;
  private final List<String> ran = new ArrayList<>();

  @Test
  void tasksTakeTurnsAndTheThreadLooksAtTheNetworkBetweenThem() {
    scheduler.add(ioThread, () -> againAndAgain("a", 2));
    scheduler.add(ioThread, () -> ran.add("b"));
    while (scheduler.threads() > 0) {
      timer.advance(Duration.ZERO);
      assertThat(tasks).as("one at a time, from another thread").hasSize(1);
      tasks.remove(0).run();
    }
    assertThat(ran).containsExactly("a", "b", "a");
  }

  @Test
  void nothingIsKeptForAThreadThatHasNothingToDo() {
    scheduler.add(ioThread, () -> ran.add("a"));
    assertThat(scheduler.threads()).isEqualTo(1);
    timer.advance(Duration.ZERO);
    tasks.remove(0).run();
    assertThat(scheduler.threads()).isZero();
  }

  @Test
  void aTaskThatFailsKeepsNothingFromTheOthers() {
    scheduler.add(
        ioThread,
        () -> {
          throw new IllegalStateException("on purpose");
        });
    scheduler.add(ioThread, () -> ran.add("b"));
    timer.advance(Duration.ZERO);
    try {
      tasks.remove(0).run();
    } catch (IllegalStateException onPurpose) {
      ran.add(onPurpose.getMessage());
    }
    timer.advance(Duration.ZERO);
    tasks.remove(0).run();
    assertThat(ran).containsExactly("on purpose", "b");
  }

  @Test
  void aThreadThatIsStoppingIsForgotten() {
    Executor stopping =
        task -> {
          throw new RejectedExecutionException("stopping");
        };
    scheduler.add(stopping, () -> ran.add("never"));
    timer.advance(Duration.ZERO);
    assertThat(scheduler.threads()).isZero();
  }

  private void againAndAgain(String name, int times) {
    ran.add(name);
    if (times > 1) {
      scheduler.add(ioThread, () -> againAndAgain(name, times - 1));
    }
  }
}
