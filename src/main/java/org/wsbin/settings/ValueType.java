package org.wsbin.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of value that can be written as text.
 *
 * @param placeholder what stands for it in the help, such as {@code SIZE}
 * @param allowed what may be written, as it goes into a sentence after "allowed is"
 * @param parser gives the value, or nothing where the text is not one
 */
public record ValueType<T>(
    String placeholder, String allowed, Function<String, Optional<T>> parser) {

  /** Any text that is not blank. */
  static ValueType<String> text(String placeholder, String allowed) {
    return new ValueType<>(
        placeholder, allowed, text -> Optional.of(text).filter(t -> !t.isBlank()));
  }

  /** {@code true} or {@code false}. */
  public static ValueType<Boolean> flag() {
    return new ValueType<>(
        "",
        "true or false",
        text -> Optional.of(text).filter(t -> t.matches("true|false")).map(Boolean::valueOf));
  }

  /** A whole number in that range, both ends included. */
  public static ValueType<Integer> integer(String placeholder, int least, int most) {
    return new ValueType<>(
        placeholder,
        "a whole number from " + least + " to " + most,
        text ->
            Optional.of(text)
                .filter(t -> t.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .filter(n -> n >= least && n <= most));
  }

  /** A duration in that range, both ends included; see {@link Durations}. */
  public static ValueType<Duration> duration(Duration least, Duration most) {
    String range = "from " + Durations.format(least) + " to " + Durations.format(most);
    return new ValueType<>(
        "DURATION",
        "a duration such as 500ms, 2s or PT2S, " + range,
        text ->
            Durations.parse(text).filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0));
  }

  /** A number of bytes in that range, both ends included; see {@link Sizes}. */
  static ValueType<Long> size(long least, long most) {
    String range = "from " + Sizes.format(least) + " to " + Sizes.format(most);
    return new ValueType<>(
        "SIZE",
        "bytes, or a number with k, m or g, " + range,
        text -> Sizes.parse(text).filter(n -> n >= least && n <= most));
  }
}
