package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelayTest {

  @ParameterizedTest
  @CsvSource({"2, PT2S", "0.1, PT0.1S", "200ms, PT0.2S", "PT3S, PT3S", "1h, PT1H", "0, PT0S"})
  void theNextStepWaitsThatLong(String written, Duration delay) {
    PlayedScenario scenario = PlayedScenario.open("delay/" + written + "/message/late");
    if (!delay.isZero()) {
      scenario.timer.advance(delay.minusNanos(1));
    }
    assertThat(scenario.texts()).isEmpty();
    scenario.timer.advance(Duration.ofNanos(1));
    assertThat(scenario.peer.sent).hasSize(1).allMatch(sent -> sent.at().equals(delay));
    assertThat(scenario.closes()).containsExactly("1000");
  }

  @Test
  void delaysAddUp() {
    PlayedScenario scenario = PlayedScenario.open("delay/1/message/a/delay/2/message/b");
    scenario.passes("PT3S");
    assertThat(scenario.peer.sent)
        .extracting(sent -> sent.at().toSeconds())
        .containsExactly(1L, 3L);
  }

  @Test
  void nothingComesBehindTheEndOfTheConnection() {
    PlayedScenario scenario = PlayedScenario.open("delay/1/message/a");
    scenario.run.closed();
    assertThat(scenario.timer.pending()).isZero();
    scenario.passes("PT2S");
    assertThat(scenario.texts()).isEmpty();
  }
}
