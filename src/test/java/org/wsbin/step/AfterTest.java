package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.scenario.BadParameterException;

class AfterTest {

  @Test
  void itWaitsForSoManyMessages() {
    PlayedScenario after = PlayedScenario.open("after/2/message/enough");
    after.text("one");
    assertThat(after.texts()).isEmpty();
    after.binary(1, 2);
    assertThat(after.texts()).containsExactly("enough");
    assertThat(after.closes()).containsExactly("1000");
  }

  @Test
  void aMessageInFragmentsIsOne() {
    PlayedScenario after = PlayedScenario.open("after/2/message/enough");
    after.part("o");
    after.part("n");
    after.text("e");
    assertThat(after.texts()).isEmpty();
    after.text("two");
    assertThat(after.texts()).containsExactly("enough");
  }

  @Test
  void messagesThatCameBeforeItsTurnCount() {
    PlayedScenario after = PlayedScenario.open("delay/1s/after/2/message/enough");
    after.text("one");
    after.text("two");
    assertThat(after.texts()).isEmpty();
    after.passes("PT1S");
    assertThat(after.texts()).containsExactly("enough");
  }

  @Test
  void eachTakesItsOwn() {
    PlayedScenario after = PlayedScenario.open("after/1/message/a/after/2/message/b");
    after.text("one");
    assertThat(after.texts()).containsExactly("a");
    after.text("two");
    assertThat(after.texts()).containsExactly("a");
    after.text("three");
    assertThat(after.texts()).containsExactly("a", "b");
  }

  @Test
  void theEchoOfTheLastMessageComesBeforeTheNextStep() {
    PlayedScenario after = PlayedScenario.open("echo/after/2/close/4000");
    after.text("one");
    after.text("two");
    assertThat(after.texts()).containsExactly("one", "two");
    assertThat(after.closes()).containsExactly("4000");
  }

  /** As when one thread repeats while the network's brings the messages. */
  @Test
  void whatComesRightBehindIsForTheNextStepThoughAnotherIsAtWork() {
    PlayedScenario after = PlayedScenario.open("repeat/tick/1s/after/1/echo");
    after.peer.meanwhile =
        () -> {
          after.peer.meanwhile = () -> {};
          after.text("one");
          after.text("two");
        };
    after.passes("PT1S");
    assertThat(after.texts()).containsExactly("tick", "two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1000001", "-1", "two"})
  void itWaitsForOneToAMillion(String count) {
    assertThatThrownBy(() -> PlayedScenario.scenario("after/" + count))
        .isInstanceOf(BadParameterException.class)
        .hasMessage(
            "Step 1 is after/{n}, whose n is \""
                + count
                + "\"; allowed is a whole number from 1 to 1000000.");
  }
}
