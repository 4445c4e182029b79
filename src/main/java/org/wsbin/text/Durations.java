package org.wsbin.text;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 500ms}, {@code 2s}, {@code 5m}, {@code 1h}, ISO-8601's
 * {@code PT2S}, and {@code 0}, which needs no unit.
 */
public final class Durations {
  private static final Pattern WITH_UNIT = Pattern.compile("(\\d{1,12})(ms|s|m|h)");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L);

  private Durations() {}

  /** Reads a duration of zero or more; empty if the text is not one. */
  public static Optional<Duration> parse(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    if (lower.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    Matcher matcher = WITH_UNIT.matcher(lower);
    if (matcher.matches()) {
      long millis = Long.parseLong(matcher.group(1)) * MILLIS.getOrDefault(matcher.group(2), 0L);
      return Optional.of(Duration.ofMillis(millis));
    }
    try {
      return Optional.of(lower)
          .filter(iso -> iso.startsWith("p"))
          .map(Duration::parse)
          .filter(duration -> !duration.isNegative());
    } catch (DateTimeParseException | ArithmeticException notIso) {
      return Optional.empty();
    }
  }

  /** Writes a duration in the largest unit that divides it. */
  public static String format(Duration duration) {
    long millis = duration.toMillis();
    for (String unit : new String[] {"h", "m", "s"}) {
      long unitMillis = MILLIS.getOrDefault(unit, 1L);
      if (millis != 0 && millis % unitMillis == 0) {
        return millis / unitMillis + unit;
      }
    }
    return millis == 0 ? "0" : millis + "ms";
  }
}
