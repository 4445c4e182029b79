package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PongTest {

  @Test
  void aPongComesUnasked() {
    PlayedScenario pong = PlayedScenario.open("pong/message/hello");
    assertThat(pong.peer.calls).containsExactly("pong unasked");
    assertThat(pong.texts()).containsExactly("hello");
  }
}
