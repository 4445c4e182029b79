package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.scenario.BadParameterException;

class CloseTest {

  @ParameterizedTest
  @CsvSource({
    "close/1000, 1000",
    "close/4001?reason=enough, 4001 enough",
    "close/3000?reason=two+words, 3000 two words",
    "close/4999?reason=%E2%82%AC, 4999 €",
    "message/hello/close/1013, 1013"
  })
  void itClosesOnceWithCodeAndReason(String path, String close) {
    assertThat(PlayedScenario.open(path).closes()).containsExactly(close);
  }

  @ParameterizedTest
  @ValueSource(strings = {"999", "1004", "1005", "1006", "1015", "2999", "5000", "1e3", "01000"})
  @DisplayName("RFC 6455 section 7.4: a code that no frame may carry is refused")
  void codesThatMayNotBeSentAreRefused(String code) {
    assertThatThrownBy(() -> PlayedScenario.scenario("close/" + code))
        .isInstanceOf(BadParameterException.class)
        .hasMessage(
            "Step 1 is close/{code}, whose code is \""
                + code
                + "\"; allowed is 1000 to 1003, 1007 to 1014 or 3000 to 4999;"
                + " for others use /wire/fault/close-code.");
  }

  @ParameterizedTest
  @ValueSource(ints = {123, 0})
  @DisplayName("RFC 6455 section 5.5: a reason has 123 bytes at most")
  void theLongestReasonIsAccepted(int bytes) {
    String reason = "r".repeat(bytes);
    assertThat(PlayedScenario.open("close/4000?reason=" + reason).closes())
        .containsExactly(("4000 " + reason).strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"r", "%E2%82%AC"})
  void aLongerReasonIsRefused(String character) {
    assertThatThrownBy(() -> PlayedScenario.scenario("close/4000?reason=" + character.repeat(124)))
        .isInstanceOf(BadParameterException.class)
        .hasMessageStartingWith("The parameter reason is ")
        .hasMessageEndingWith("allowed is at most 123 bytes of text.");
  }
}
