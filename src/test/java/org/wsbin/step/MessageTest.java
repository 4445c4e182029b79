package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTest {

  @ParameterizedTest
  @CsvSource({
    "message/hello, hello",
    "message/Gr%C3%BC%C3%9Fe, Grüße",
    "message/a%2Fb, a/b",
    "message/1+1, 1+1",
    "message/echo, echo",
    "message//, ''"
  })
  void theTextIsOneMessage(String path, String text) {
    PlayedScenario message = PlayedScenario.open(path);
    assertThat(message.texts()).containsExactly(text);
    assertThat(message.peer.sent).allMatch(sent -> sent.last());
    assertThat(message.closes()).containsExactly("1000");
  }
}
