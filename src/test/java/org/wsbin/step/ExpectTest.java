package org.wsbin.step;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.protocol.MessageKind;

class ExpectTest {

  @Test
  void theTextLetsTheNextStepStart() {
    PlayedScenario expect = PlayedScenario.open("expect/ping/message/pong");
    assertThat(expect.texts()).isEmpty();
    expect.text("ping");
    assertThat(expect.texts()).containsExactly("pong");
    assertThat(expect.closes()).containsExactly("1000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ping       | pong  | The text "pong" came instead of "ping".
          ping       | pin   | The text "pin" came instead of "ping".
          ping       | pings | The text "pings" came instead of "ping".
          ping       | ''    | The text "" came instead of "ping".
          Gr%C3%BC%C3%9Fe | Gruesse | The text "Gruesse" came instead of "Gr\\xfc\\xdfe".
          """)
  void anotherTextClosesAndSaysWhatCame(String expected, String came, String reason) {
    PlayedScenario expect = PlayedScenario.open("expect/" + expected + "/message/never");
    expect.text(came);
    assertThat(expect.closes()).containsExactly("1008 " + reason);
    assertThat(expect.texts()).isEmpty();
  }

  @Test
  void aBinaryMessageIsNotTheText() {
    PlayedScenario expect = PlayedScenario.open("expect/a");
    expect.binary('a');
    assertThat(expect.closes())
        .containsExactly("1008 A binary message of 1 B came instead of \"a\".");
  }

  @Test
  void theTextMayComeInFragments() {
    PlayedScenario expect = PlayedScenario.open("expect/ping/message/pong");
    expect.part("pi");
    expect.part("");
    expect.text("ng");
    assertThat(expect.texts()).containsExactly("pong");
  }

  @Test
  void anEmptyTextCanBeExpected() {
    PlayedScenario expect = PlayedScenario.open("expect//message/pong");
    expect.text("");
    assertThat(expect.texts()).containsExactly("pong");
  }

  @Test
  void messagesAreCheckedInOrder() {
    PlayedScenario expect = PlayedScenario.open("expect/a/expect/b/message/both");
    expect.text("a");
    expect.text("b");
    assertThat(expect.texts()).containsExactly("both");
  }

  @Test
  void aMessageThatCameEarlyIsCheckedWhenItsTurnComes() {
    PlayedScenario right = PlayedScenario.open("delay/1s/expect/a/message/right");
    right.text("a");
    right.text("more");
    right.passes("PT1S");
    assertThat(right.texts()).containsExactly("right");

    PlayedScenario wrong = PlayedScenario.open("delay/1s/expect/a/message/right");
    wrong.text("b");
    assertThat(wrong.closes()).isEmpty();
    wrong.passes("PT1S");
    assertThat(wrong.closes()).containsExactly("1008 The text \"b\" came instead of \"a\".");
  }

  @Test
  void ofALongMessageLittleIsSaid() {
    PlayedScenario expect = PlayedScenario.open("expect/a");
    for (int i = 0; i < 1000; i++) {
      expect.slice(MessageKind.TEXT, "b".repeat(1000).getBytes(UTF_8), i == 999);
    }
    assertThat(expect.closes()).hasSize(1);
    assertThat(expect.closes().get(0))
        .startsWith("1008 The text \"bbbb")
        .hasSizeLessThanOrEqualTo(5 + 123);
  }
}
