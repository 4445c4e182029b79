package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.scenario.BadParameterException;

class TimeServiceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          count    | 0         | a whole number from 1 to 1000000
          count    | 1000001   | a whole number from 1 to 1000000
          count    | -1        | a whole number from 1 to 1000000
          count    | ten       | a whole number from 1 to 1000000
          count    | ''        | a whole number from 1 to 1000000
          interval | 9ms       | a duration such as 500ms, 2s or PT2S, from 10ms to 1h
          interval | 3600001ms | a duration such as 500ms, 2s or PT2S, from 10ms to 1h
          interval | 0         | a duration such as 500ms, 2s or PT2S, from 10ms to 1h
          interval | 2         | a duration such as 500ms, 2s or PT2S, from 10ms to 1h
          format   | ISO       | iso, long or epoch-millis
          format   | short     | iso, long or epoch-millis
          """)
  void whatIsOutOfRangeIsNamed(String name, String value, String allowed) {
    assertThatThrownBy(() -> PlayedScenario.scenario("time?" + name + "=" + value))
        .isInstanceOf(BadParameterException.class)
        .hasMessage("The parameter " + name + " is \"" + value + "\"; allowed is " + allowed + ".");
  }

  @Test
  void aParameterIsGivenOnce() {
    assertThatThrownBy(() -> PlayedScenario.scenario("time?count=1&count=2"))
        .isInstanceOf(BadParameterException.class)
        .hasMessage("The parameter count occurs 2 times; give it once.");
  }
}
