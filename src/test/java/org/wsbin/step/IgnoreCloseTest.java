package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IgnoreCloseTest {

  @Test
  void theNextStepFollowsAtOnce() {
    PlayedScenario ignoring = PlayedScenario.open("ignore-close/message/hello");
    assertThat(ignoring.peer.calls).containsExactly("ignore close");
    assertThat(ignoring.texts()).containsExactly("hello");
  }
}
