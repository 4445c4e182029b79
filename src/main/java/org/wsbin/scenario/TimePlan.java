package org.wsbin.scenario;

import java.time.Duration;
import org.wsbin.settings.ValueType;

/**
 * What the time endpoint shall do.
 *
 * @param count how many messages, 1 to 1000000
 * @param interval the time before each message, 10 ms to 1 h
 */
public record TimePlan(int count, Duration interval, TimeFormat format) {
  static final Parameter<Integer> COUNT =
      new Parameter<>("count", ValueType.integer("N", 1, 1_000_000), "10");
  static final Parameter<Duration> INTERVAL =
      new Parameter<>(
          "interval", ValueType.duration(Duration.ofMillis(10), Duration.ofHours(1)), "2s");
  static final Parameter<TimeFormat> FORMAT =
      new Parameter<>(
          "format", new ValueType<>("FORMAT", TimeFormat.ALLOWED, TimeFormat::parse), "iso");

  /**
   * Reads {@code count}, {@code interval} and {@code format}; other parameters are ignored.
   *
   * @throws BadParameterException where one of them has a value out of its range
   */
  public static TimePlan read(Query query) {
    return new TimePlan(COUNT.read(query), INTERVAL.read(query), FORMAT.read(query));
  }
}
