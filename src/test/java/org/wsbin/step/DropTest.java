package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropTest {

  @ParameterizedTest
  @ValueSource(strings = {"message/hello/drop", "message/hello/error/reset"})
  void tcpEndsWithoutAClose(String path) {
    PlayedScenario drop = PlayedScenario.open(path);
    assertThat(drop.texts()).containsExactly("hello");
    assertThat(drop.peer.calls).containsExactly("drop");
    assertThat(drop.closes()).isEmpty();
  }
}
