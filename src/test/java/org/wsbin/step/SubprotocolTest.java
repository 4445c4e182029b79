package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wsbin.scenario.BadParameterException;

class SubprotocolTest {
  private final FakeOpeningRequest opening = new FakeOpeningRequest();

  @Test
  void theOneOfThePathIsAgreedTo() {
    opening.subprotocols = List.of("chat", "mqtt");
    assertThat(PlayedScenario.reply("subprotocol/mqtt/echo", opening).accepted().subprotocol())
        .hasValue("mqtt");
  }

  @Test
  void whatIsNotOfferedIsRefused() {
    opening.subprotocols = List.of("chat", "MQTT");
    assertThatThrownBy(() -> PlayedScenario.reply("subprotocol/mqtt/echo", opening))
        .isInstanceOf(BadParameterException.class)
        .hasMessage(
            "This path accepts only the subprotocol mqtt; the client offers \"chat, MQTT\".");
  }

  @Test
  void aClientWithoutAnOfferIsRefusedWithASentence() {
    assertThatThrownBy(() -> PlayedScenario.reply("subprotocol/mqtt/echo", opening))
        .isInstanceOf(BadParameterException.class)
        .hasMessage("This path accepts only the subprotocol mqtt; the client offers none.");
  }
}
