package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeTest {

  @Test
  void theTimeComesSoOftenAndThenTheNextStep() {
    PlayedScenario time = PlayedScenario.open("time/2/0.1/message/done");
    time.passes("PT0.1S");
    assertThat(time.texts()).containsExactly("2026-11-22T15:45:00.223+01:00");
    time.passes("PT0.1S");
    assertThat(time.texts())
        .containsExactly("2026-11-22T15:45:00.223+01:00", "2026-11-22T15:45:00.323+01:00", "done");
    assertThat(time.closes()).containsExactly("1000");
  }
}
