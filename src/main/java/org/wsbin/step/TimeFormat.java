package org.wsbin.step;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.wsbin.settings.ValueType;

/** The format of the server's time. */
public enum TimeFormat {
  /** ISO-8601 with milliseconds and offset: {@code 2026-11-22T15:45:00.123+01:00}. */
  ISO,
  /** The long time of the server's locale: {@code 3:45:00 PM CET}. */
  LONG,
  /** Milliseconds since 1970-01-01T00:00Z. */
  EPOCH_MILLIS;

  private static final DateTimeFormatter ISO_WITH_MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);
  private static final DateTimeFormatter LONG_TIME =
      DateTimeFormatter.ofLocalizedTime(FormatStyle.LONG);

  /** The time as text. */
  public String format(ZonedDateTime time) {
    return switch (this) {
      case ISO -> ISO_WITH_MILLIS.format(time);
      case LONG -> LONG_TIME.format(time);
      case EPOCH_MILLIS -> Long.toString(time.toInstant().toEpochMilli());
    };
  }

  /** The formats by their names in a URL. */
  static ValueType<TimeFormat> type() {
    Map<String, TimeFormat> words = new LinkedHashMap<>();
    for (TimeFormat format : values()) {
      words.put(format.name().toLowerCase(Locale.ROOT).replace('_', '-'), format);
    }
    return ValueType.choice("FORMAT", words);
  }
}
