package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StallTest {

  @Test
  void nothingIsReadMeanwhile() {
    PlayedScenario stall = PlayedScenario.open("stall/300ms/message/hello");
    assertThat(stall.peer.calls).containsExactly("stall true");
    stall.passes("PT0.299S");
    assertThat(stall.peer.calls).hasSize(1);
    assertThat(stall.texts()).isEmpty();
    stall.passes("PT0.001S");
    assertThat(stall.peer.calls).containsExactly("stall true", "stall false");
    assertThat(stall.texts()).containsExactly("hello");
    assertThat(stall.closes()).containsExactly("1000");
  }

  @Test
  void whatPilesUpIsForTheStepsThatFollow() {
    PlayedScenario stall = PlayedScenario.open("stall/300ms/fragment/2/echo");
    stall.text("hello");
    stall.passes("PT0.299S");
    assertThat(stall.texts()).isEmpty();
    stall.passes("PT0.001S");
    assertThat(stall.texts()).containsExactly("hello");
  }

  @Test
  void oneBehindAnotherLastsAsLongAsBoth() {
    PlayedScenario stall = PlayedScenario.open("stall/1/stall/1/echo");
    stall.text("hello");
    stall.passes("PT1.999S");
    assertThat(stall.texts()).isEmpty();
    stall.passes("PT0.001S");
    assertThat(stall.texts()).containsExactly("hello");
  }

  @Test
  void itMayNotLastForEver() {
    PlayedScenario stall = PlayedScenario.open("stall/1h");
    stall.passes("PT10M");
    assertThat(stall.closes())
        .containsExactly("1008 This path can last at most 10m (--max-duration).");
  }
}
