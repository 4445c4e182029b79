package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NoSubprotocolTest {

  @Test
  void noneIsAgreedTo() {
    assertThat(PlayedScenario.reply("echo", new FakeOpeningRequest()).accepted().subprotocol())
        .hasValue("chat");
    assertThat(
            PlayedScenario.reply("no-subprotocol/echo", new FakeOpeningRequest())
                .accepted()
                .subprotocol())
        .isEmpty();
  }
}
