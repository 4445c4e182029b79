package org.wsbin.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "0s, PT0S",
    "1ms, PT0.001S",
    "500ms, PT0.5S",
    "2s, PT2S",
    "2S, PT2S",
    "' 2s ', PT2S",
    "5m, PT5M",
    "1h, PT1H",
    "PT2S, PT2S",
    "pt0.25s, PT0.25S",
    "PT1H30M, PT1H30M",
    "P1D, PT24H",
    "999999999999h, PT999999999999H"
  })
  void readsNumbersWithAUnitAndIso8601(String text, Duration duration) {
    assertThat(Durations.parse(text)).hasValue(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "2",
        "00",
        "s",
        "ms",
        "2 s",
        "-2s",
        "2.5s",
        "2d",
        "2sec",
        "1h30m",
        "1000000000000s",
        "-PT2S",
        "-PT-2S",
        "PT-1S",
        "PT",
        "P999999999999999D",
        "PT9999999999999999H",
        "٢s",
        "now"
      })
  void anythingElseIsNoDuration(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0",
    "PT0.1S, 100ms",
    "PT1.5S, 1500ms",
    "PT1S, 1s",
    "PT90S, 90s",
    "PT1M, 1m",
    "PT90M, 90m",
    "PT1H, 1h",
    "PT48H, 48h"
  })
  void writesTheLargestUnitThatDivides(Duration duration, String text) {
    assertThat(Durations.format(duration)).isEqualTo(text);
    assertThat(Durations.parse(text)).hasValue(duration);
  }
}
