package org.wsbin.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypeTest {

  @ParameterizedTest
  @CsvSource({"1, true", "007, true", "10, true", "0, false", "11, false"})
  void integersHaveEnds(String text, boolean allowed) {
    assertThat(ValueType.integer("N", 1, 10).parser().apply(text).isPresent()).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " 5", "5 ", "+5", "-5", "5.0", "1e1", "five", "٥", "99999999999"})
  void integersAreDigitsOnly(String text) {
    assertThat(ValueType.integer("N", 0, 1_000_000).parser().apply(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "TRUE,", "yes,", "1,", "'',"})
  void flagsAreTrueOrFalse(String text, Boolean value) {
    assertThat(ValueType.flag().parser().apply(text).orElse(null)).isEqualTo(value);
  }

  @Test
  void textIsNotBlank() {
    ValueType<String> type = ValueType.text("FILE", "a file");
    assertThat(type.parser().apply("a b")).hasValue("a b");
    assertThat(type.parser().apply(" ")).isEmpty();
  }

  @Test
  void rangesAreWrittenAsPeopleWriteThem() {
    assertThat(ValueType.integer("N", 1, 9).allowed()).isEqualTo("a whole number from 1 to 9");
    assertThat(ValueType.size(1024, 1 << 20).allowed())
        .isEqualTo("a size such as 65536, 64k or 16m, from 1k to 1m");
    assertThat(ValueType.duration(Duration.ZERO, Duration.ofHours(1)).allowed())
        .isEqualTo("a duration such as 500ms, 2s or PT2S, from 0 to 1h");
  }
}
