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
    PlayedScenario played = PlayedScenario.open("delay/" + written + "/message/late");
    if (!delay.isZero()) {
      played.timer.advance(delay.minusNanos(1));
    }
    assertThat(played.texts()).isEmpty();
    played.timer.advance(Duration.ofNanos(1));
    assertThat(played.peer.sent).hasSize(1).allMatch(sent -> sent.at().equals(delay));
    assertThat(played.closes()).containsExactly("1000");
  }

  @Test
  void delaysAddUp() {
    PlayedScenario played = PlayedScenario.open("delay/1/message/a/delay/2/message/b");
    played.passes("PT3S");
    assertThat(played.peer.sent).extracting(sent -> sent.at().toSeconds()).containsExactly(1L, 3L);
  }

  @Test
  void nothingComesBehindTheEndOfTheConnection() {
    PlayedScenario played = PlayedScenario.open("delay/1/message/a");
    played.run.closed();
    assertThat(played.timer.pending()).isZero();
    played.passes("PT2S");
    assertThat(played.texts()).isEmpty();
  }
}
