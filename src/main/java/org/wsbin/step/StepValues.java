package org.wsbin.step;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.wsbin.settings.ValueType;
import org.wsbin.settings.ValueType.Form;
import org.wsbin.text.Durations;

/** Types of values that several steps use. */
final class StepValues {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
  private static final Duration LONGEST = Duration.ofHours(1);

  private StepValues() {}

  /** Up to an hour; a number alone is in seconds. */
  static ValueType<Duration> seconds() {
    return duration(Duration.ZERO, "seconds", StepValues::ofSeconds);
  }

  /** From 1 ms to an hour; a number alone is in seconds. */
  static ValueType<Duration> interval() {
    return duration(Duration.ofMillis(1), "seconds", StepValues::ofSeconds);
  }

  /** From 1 ms to an hour; a number alone is in milliseconds. */
  static ValueType<Duration> millis() {
    return duration(
        Duration.ofMillis(1), "milliseconds", number -> ofSeconds(number.movePointLeft(3)));
  }

  /** Any text, including an empty one. */
  static ValueType<String> text() {
    return new ValueType<>("TEXT", "any text, percent-encoded", Optional::of);
  }

  private static Duration ofSeconds(BigDecimal number) {
    return Duration.ofNanos(number.movePointRight(9).longValue());
  }

  private static ValueType<Duration> duration(
      Duration least, String unit, Function<BigDecimal, Duration> number) {
    String from = Durations.format(least);
    String to = Durations.format(LONGEST);
    return new ValueType<>(
        Form.range("duration", from, to),
        "DURATION",
        "a duration such as 500ms, 2s or PT2S, or a number of "
            + unit
            + ", from "
            + from
            + " to "
            + to,
        text ->
            (NUMBER.matcher(text).matches()
                    ? Optional.of(number.apply(new BigDecimal(text)))
                    : Durations.parse(text))
                .filter(d -> d.compareTo(least) >= 0 && d.compareTo(LONGEST) <= 0));
  }
}
