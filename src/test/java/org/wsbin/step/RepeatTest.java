package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RepeatTest {

  @Test
  void theTextComesEachInterval() {
    PlayedScenario repeat = PlayedScenario.open("repeat/tick/500");
    repeat.passes("PT0.499S");
    assertThat(repeat.texts()).isEmpty();
    repeat.passes("PT1.001S");
    assertThat(repeat.texts()).containsExactly("tick", "tick", "tick");
    assertThat(repeat.closes()).as("it goes on").isEmpty();
  }

  @Test
  void theNextStepsGoOnMeanwhile() {
    PlayedScenario repeat = PlayedScenario.open("repeat/tick/500/delay/1200ms/close/4000");
    repeat.passes("PT1.2S");
    assertThat(repeat.texts()).containsExactly("tick", "tick");
    assertThat(repeat.closes()).containsExactly("4000");
  }

  @Test
  void whileThePeerTakesNothingNothingPilesUp() {
    PlayedScenario repeat = PlayedScenario.open("repeat/tick/500");
    repeat.peer.ready = false;
    repeat.passes("PT1M");
    assertThat(repeat.texts()).isEmpty();
    repeat.peer.ready = true;
    repeat.passes("PT0.5S");
    assertThat(repeat.texts()).containsExactly("tick");
  }

  @Test
  void itSendsNoFasterThanTheBandwidthAllows() {
    PlayedScenario repeat = PlayedScenario.open("repeat/tick/1", Map.of("max-bandwidth", "8"));
    repeat.passes("PT0.5S");
    assertThat(repeat.texts()).containsExactly("tick");
    repeat.passes("PT1S");
    assertThat(repeat.texts()).hasSize(3);
  }

  @Test
  void itMayNotLastForEver() {
    PlayedScenario repeat = PlayedScenario.open("repeat/tick/1h");
    repeat.passes("PT9M59.999S");
    assertThat(repeat.closes()).isEmpty();
    repeat.passes("PT0.001S");
    assertThat(repeat.closes())
        .containsExactly("1008 This path can last at most 10m (--max-duration).");
  }

  @Test
  void itStopsWhenTheConnectionHasEnded() {
    PlayedScenario repeat = PlayedScenario.open("repeat/tick/500");
    repeat.run.closed();
    assertThat(repeat.timer.pending()).isZero();
  }
}
