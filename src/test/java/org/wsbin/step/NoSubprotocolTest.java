package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NoSubprotocolTest {

  @Test
  void noneIsAgreedTo() {
    assertThat(Played.reply("echo", new FakeOpening()).accepted().subprotocol()).hasValue("chat");
    assertThat(Played.reply("no-subprotocol/echo", new FakeOpening()).accepted().subprotocol())
        .isEmpty();
  }
}
