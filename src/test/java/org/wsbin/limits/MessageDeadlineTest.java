package org.wsbin.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MessageDeadlineTest {
  /** Near its overflow. */
  private long now = Long.MAX_VALUE - 1;

  private final MessageDeadline deadline = new MessageDeadline(Duration.ofSeconds(1), () -> now);

  @Test
  void aMessageMayTakeSoLong() {
    assertThat(later(5000, true)).as("there is none").isFalse();
    deadline.received(false);
    assertThat(later(100, true)).as("it is seen").isFalse();
    assertThat(later(100, true)).isFalse();
    deadline.received(false);
    assertThat(later(900, true)).isFalse();
    assertThat(later(100, true)).isTrue();
  }

  @Test
  void theNextMessageHasItsOwnTime() {
    deadline.received(false);
    assertThat(later(900, true)).isFalse();
    deadline.received(true);
    deadline.received(false);
    assertThat(later(900, true)).isFalse();
    assertThat(later(900, true)).isFalse();
    assertThat(later(200, true)).isTrue();
    deadline.received(true);
    assertThat(later(5000, true)).isFalse();
  }

  @Test
  void timeInWhichTheServerDoesNotReadDoesNotCount() {
    deadline.received(false);
    assertThat(later(100, true)).isFalse();
    assertThat(later(900, true)).isFalse();
    assertThat(later(5000, false)).isFalse();
    assertThat(later(200, true)).isTrue();
  }

  @Test
  void theTimeBeforeAMessageDoesNotCountAfterARareCheck() {
    assertThat(later(0, true)).isFalse();
    now += Duration.ofMillis(900).toNanos();
    deadline.received(false);
    assertThat(later(100, true)).as("of which it took a tenth").isFalse();
    assertThat(later(900, true)).isFalse();
    assertThat(later(200, true)).isTrue();
  }

  @Test
  void zeroWaitsForever() {
    MessageDeadline patient = new MessageDeadline(Duration.ZERO, () -> now);
    patient.received(false);
    now += Duration.ofHours(1).toNanos();
    assertThat(patient.over(true)).isFalse();
  }

  private boolean later(int millis, boolean reading) {
    now += Duration.ofMillis(millis).toNanos();
    return deadline.over(reading);
  }
}
