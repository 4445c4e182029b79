package org.wsbin.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RunClockTest {
  private final AtomicLong time = new AtomicLong();

  @Test
  void withNothingToWaitForItStartsWhenAllIsPrepared() {
    RunClock clock = clock(0);
    assertThat(clock.started()).isFalse();
    time.set(10_000_000_000L);
    clock.begin();
    assertThat(clock.startAt()).isGreaterThan(10_000_000_000L);
  }

  @Test
  void elseItStartsWhenTheLastConnectionIsSettled() {
    RunClock clock = clock(2);
    clock.begin();
    clock.settled();
    assertThat(clock.started()).isFalse();
    clock.settled();
    assertThat(clock.started()).isTrue();
  }

  @Test
  void answersAreWaitedForUntilTheDrainIsOverButNotLongAfterAStop() {
    RunClock clock = clock(0);
    clock.begin();
    time.set(clock.endAt());
    assertThat(clock.drained(time.get())).isFalse();
    assertThat(clock.drained(time.get() + LoadSamples.echo(Optional.of(1.0)).drain().toNanos()))
        .isTrue();
    clock.stop();
    assertThat(clock.drained(time.get() + 500_000_000)).isTrue();
  }

  @Test
  void aGeneratorThatFailsEndsTheRun() {
    RunClock clock = clock(5);
    clock.breaks();
    assertThat(clock.broken()).isTrue();
    assertThat(clock.started()).as("so that no thread waits for connections").isTrue();
  }

  private RunClock clock(int unsettled) {
    return new RunClock(LoadSamples.echo(Optional.of(1.0)), unsettled, time::get);
  }
}
