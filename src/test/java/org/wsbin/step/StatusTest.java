package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.scenario.BadParameterException;

class StatusTest {

  @ParameterizedTest
  @CsvSource({
    "status/503?body=later, 503, later",
    "status/200, 200, This status was requested.",
    "status/599?body=, 599, ''",
    "basic-auth/a/b/status/503, 401, 'This path requires Basic authentication with the user"
        + " and the password in it.'"
  })
  void theFirstAnswerCounts(String path, int status, String body) {
    assertThat(PlayedScenario.reply(path, new FakeOpeningRequest()).instead())
        .hasValueSatisfying(
            answer -> {
              assertThat(answer.status()).isEqualTo(status);
              assertThat(answer.sentence()).isEqualTo(body);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"101", "199", "600", "ok"})
  void otherNumbersAreNoStatus(String code) {
    assertThatThrownBy(() -> PlayedScenario.scenario("status/" + code))
        .isInstanceOf(BadParameterException.class)
        .hasMessage(
            "Step 1 is status/{code}, whose code is \""
                + code
                + "\"; allowed is a whole number from 200 to 599.");
  }
}
