package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wsbin.scenario.Silence;

class IgnoreCloseTest {

  @Test
  void theNextStepFollowsAtOnce() {
    PlayedScenario ignoring = PlayedScenario.open("ignore-close/message/hello");
    assertThat(ignoring.peer.calls)
        .containsExactly("keep silent " + Silence.CLOSE, "end after PT3M");
    assertThat(ignoring.texts()).containsExactly("hello");
  }
}
