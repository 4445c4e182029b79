package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypesTest {

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "2, PT2S",
    "0.25, PT0.25S",
    "3600, PT1H",
    "1h, PT1H",
    "500ms, PT0.5S",
    "pt2s, PT2S"
  })
  void aNumberAloneIsSeconds(String text, Duration duration) {
    assertThat(StepValues.seconds().parser().apply(text)).hasValue(duration);
  }

  @ParameterizedTest
  @CsvSource({"1, PT0.001S", "20, PT0.02S", "1.5, PT0.0015S", "3600000, PT1H", "2s, PT2S"})
  void aNumberAloneIsMilliseconds(String text, Duration duration) {
    assertThat(StepValues.millis().parser().apply(text)).hasValue(duration);
  }

  @ParameterizedTest
  @CsvSource({"1, PT1S", "0.001, PT0.001S", "1ms, PT0.001S"})
  void anIntervalIsSeconds(String text, Duration duration) {
    assertThat(StepValues.interval().parser().apply(text)).hasValue(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-1", "+1", "1,5", ".5", "5.", "1e3", "3601", "61m", "2 s", "999999999", "x"})
  void anythingElseIsNoDuration(String text) {
    assertThat(StepValues.seconds().parser().apply(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.0009", "0ms"})
  void anIntervalIsAtLeastAMillisecond(String text) {
    assertThat(StepValues.interval().parser().apply(text)).isEmpty();
    assertThat(StepValues.millis().parser().apply(text)).isEmpty();
  }

  @Test
  void anyTextIsAText() {
    assertThat(StepValues.text().parser().apply("")).hasValue("");
    assertThat(StepValues.text().parser().apply(" \n€")).hasValue(" \n€");
  }
}
