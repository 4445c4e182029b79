package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  /** Near its overflow. */
  private long now = Long.MAX_VALUE - 1;

  @Test
  void whatIsSentTakesItsTime() {
    Pace pace = new Pace(1000);
    assertThat(pace.sent(500, now)).isEqualTo(Duration.ofMillis(500));
    now += Duration.ofMillis(500).toNanos();
    assertThat(pace.sent(250, now)).isEqualTo(Duration.ofMillis(250));
    assertThat(pace.sent(250, now)).as("both together").isEqualTo(Duration.ofMillis(500));
    now += Duration.ofMinutes(1).toNanos();
    assertThat(pace.sent(1000, now)).as("a pause saves nothing").isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void zeroNeverWaits() {
    assertThat(new Pace(0).sent(1 << 20, now)).isZero();
  }
}
