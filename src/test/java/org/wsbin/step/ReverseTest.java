package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.protocol.MessageKind;

class ReverseTest {

  @ParameterizedTest
  @CsvSource({"one two, owt eno", "'', ''", "Grüße, eßürG", "a😀b, b😀a"})
  void aTextIsReversedByCharacters(String text, String reversed) {
    PlayedScenario reverse = PlayedScenario.open("reverse");
    reverse.text(text);
    assertThat(reverse.texts()).containsExactly(reversed);
    assertThat(reverse.closes()).as("it goes on").isEmpty();
  }

  @Test
  void fragmentsMakeOneMessage() {
    PlayedScenario reverse = PlayedScenario.open("reverse");
    reverse.part("on");
    reverse.part("e ");
    reverse.text("two");
    assertThat(reverse.texts()).containsExactly("owt eno");
  }

  @Test
  void aBinaryMessageIsReversedByBytes() {
    PlayedScenario reverse = PlayedScenario.open("reverse");
    reverse.binary(1, 2, 3);
    assertThat(reverse.peer.sent)
        .extracting(sent -> sent.kind())
        .containsExactly(MessageKind.BINARY);
    assertThat(reverse.texts()).containsExactly("\u0003\u0002\u0001");
  }

  @Test
  void theLargestMessageIsAccepted() {
    PlayedScenario reverse = PlayedScenario.open("reverse");
    reverse.slice(MessageKind.BINARY, new byte[Reverse.MOST_BYTES - 1], false);
    reverse.slice(MessageKind.BINARY, new byte[1], true);
    assertThat(reverse.texts()).extracting(String::length).containsExactly(Reverse.MOST_BYTES);
  }

  @Test
  void whatIsGatheredIsChargedUntilTheMessageEnds() {
    PlayedScenario reverse = PlayedScenario.open("reverse");
    reverse.slice(MessageKind.BINARY, new byte[1000], false);
    assertThat(reverse.memory.used()).isEqualTo(2000);
    reverse.slice(MessageKind.BINARY, new byte[1], true);
    assertThat(reverse.memory.used()).isZero();
    reverse.slice(MessageKind.BINARY, new byte[1000], false);
    reverse.closed();
    reverse.slice(MessageKind.BINARY, new byte[1000], false);
    assertThat(reverse.memory.used()).as("a slice that comes late").isZero();
  }

  @Test
  void aMessageThatTheBudgetHasNoRoomForClosesWith1013() {
    PlayedScenario reverse = PlayedScenario.open("reverse");
    reverse.memory.chargeAnyway(reverse.memory.capacity() - 1000);
    reverse.slice(MessageKind.BINARY, new byte[500], false);
    assertThat(reverse.closes()).isEmpty();
    reverse.slice(MessageKind.BINARY, new byte[1], false);
    assertThat(reverse.closes()).containsExactly("1013 The server has spent --memory.");
    assertThat(reverse.memory.left()).isEqualTo(1000);
  }

  @Test
  void aLargerMessageClosesWith1009() {
    PlayedScenario reverse = PlayedScenario.open("reverse");
    reverse.slice(MessageKind.BINARY, new byte[Reverse.MOST_BYTES], false);
    reverse.slice(MessageKind.BINARY, new byte[1], true);
    assertThat(reverse.texts()).isEmpty();
    assertThat(reverse.closes())
        .containsExactly("1009 The step reverse accepts messages of up to 1m.");
  }
}
