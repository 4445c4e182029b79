package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CloseWithoutCodeTest {

  @Test
  void itClosesOnceWithoutACode() {
    PlayedScenario close = PlayedScenario.open("message/hello/close");
    assertThat(close.texts()).containsExactly("hello");
    assertThat(close.peer.calls).containsExactly("close without a code");
    assertThat(close.closes()).isEmpty();
  }
}
