package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandshakeDelayTest {

  @ParameterizedTest
  @CsvSource({
    "echo, PT0S",
    "handshake-delay/300ms/echo, PT0.3S",
    "handshake-delay/1/echo, PT1S",
    "handshake-delay/1/handshake-delay/2/echo, PT3S",
    "handshake-delay/1/status/503, PT1S"
  })
  void theAnswerComesThatMuchLater(String path, Duration delay) {
    assertThat(PlayedScenario.reply(path, new FakeOpeningRequest()).delay()).isEqualTo(delay);
  }
}
