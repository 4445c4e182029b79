package org.wsbin.step;

import java.time.Duration;
import org.wsbin.scenario.Parameter;
import org.wsbin.settings.ValueType;

/**
 * What the time endpoint sends.
 *
 * @param count how many messages, 1 to 1000000
 * @param interval the time before each message, 10 ms to 1 h
 */
record TimePlan(int count, Duration interval, TimeFormat format) {
  static final ValueType<Integer> COUNT = ValueType.integer("N", 1, 1_000_000);
  static final Parameter<TimeFormat> FORMAT = new Parameter<>("format", TimeFormat.type(), "iso");
}
