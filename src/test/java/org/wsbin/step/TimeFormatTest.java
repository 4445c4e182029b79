package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeFormatTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T15:45:00.123+01:00, 2026-11-22T15:45:00.123+01:00",
    "2026-11-22T15:45:00.123999999+01:00, 2026-11-22T15:45:00.123+01:00",
    "2026-01-02T03:04:05Z, 2026-01-02T03:04:05.000+00:00",
    "2026-01-02T03:04:05.006-03:30, 2026-01-02T03:04:05.006-03:30",
    "2026-07-01T12:00:00+02:00[Europe/Berlin], 2026-07-01T12:00:00.000+02:00"
  })
  void isoHasMillisecondsAndOffset(ZonedDateTime time, String text) {
    assertThat(TimeFormat.ISO.format(time)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 0",
    "1970-01-01T01:00:01.234999+01:00, 1234",
    "2026-11-22T15:45:00.123+01:00, 1795358700123"
  })
  void epochMillisCountFrom1970(ZonedDateTime time, String text) {
    assertThat(TimeFormat.EPOCH_MILLIS.format(time)).isEqualTo(text);
  }

  @Test
  void longIsTheLongTimeOfTheLocale() {
    ZonedDateTime time = ZonedDateTime.parse("2026-11-22T15:45:07+01:00[Europe/Berlin]");
    assertThat(TimeFormat.LONG.format(time))
        .isEqualTo(DateTimeFormatter.ofLocalizedTime(FormatStyle.LONG).format(time))
        .contains("45", "07");
  }

  @ParameterizedTest
  @CsvSource({"iso, ISO", "long, LONG", "epoch-millis, EPOCH_MILLIS"})
  void namesAreWrittenInLowerCaseWithDashes(String name, TimeFormat format) {
    assertThat(TimeFormat.type().parser().apply(name)).hasValue(format);
    assertThat(TimeFormat.type().allowed()).contains(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ISO", "Iso", "epoch_millis", "epoch", "short"})
  void otherNamesAreNone(String name) {
    assertThat(TimeFormat.type().parser().apply(name)).isEmpty();
  }
}
