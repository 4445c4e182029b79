package org.wsbin.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimePlanTest {

  @Test
  void tenEveryTwoSecondsInIsoWhereNothingIsAsked() {
    assertThat(TimePlan.read(Query.NONE))
        .isEqualTo(new TimePlan(10, Duration.ofSeconds(2), TimeFormat.ISO));
  }

  @ParameterizedTest
  @CsvSource({
    "count=1, 1, PT2S, ISO",
    "count=1000000, 1000000, PT2S, ISO",
    "interval=10ms, 10, PT0.01S, ISO",
    "interval=1h, 10, PT1H, ISO",
    "interval=500ms, 10, PT0.5S, ISO",
    "interval=PT2S, 10, PT2S, ISO",
    "format=long, 10, PT2S, LONG",
    "format=epoch-millis, 10, PT2S, EPOCH_MILLIS",
    "format=iso&interval=3s&count=4&other=x, 4, PT3S, ISO"
  })
  void readsWhatIsAsked(String query, int count, Duration interval, TimeFormat format) {
    assertThat(read(query)).isEqualTo(new TimePlan(count, interval, format));
  }

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
    assertThatThrownBy(() -> read(name + "=" + value))
        .isInstanceOf(BadParameterException.class)
        .hasMessage("The parameter " + name + " is \"" + value + "\"; allowed is " + allowed + ".");
  }

  @Test
  void aParameterIsGivenOnce() {
    assertThatThrownBy(() -> read("count=1&count=2"))
        .isInstanceOf(BadParameterException.class)
        .hasMessage("The parameter count came 2 times; allowed is once.");
  }

  private static TimePlan read(String query) {
    return TimePlan.read(Query.parse(Optional.of(query)));
  }
}
