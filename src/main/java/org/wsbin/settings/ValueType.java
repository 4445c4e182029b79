package org.wsbin.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.wsbin.text.Durations;
import org.wsbin.text.Sizes;

/**
 * A kind of value that can be written as text.
 *
 * @param form what a form field needs to know about it
 * @param placeholder its placeholder in the help, such as {@code SIZE}
 * @param allowed the allowed values, phrased to follow "allowed is"
 * @param parser returns the value, or nothing if the text is invalid
 */
public record ValueType<T>(
    Form form, String placeholder, String allowed, Function<String, Optional<T>> parser) {

  /**
   * What a form field needs to know.
   *
   * @param type text, integer, size, duration or choice
   * @param least the smallest value, as text
   * @param most the largest value, as text
   * @param choices all values, if there are few
   */
  public record Form(
      String type, Optional<String> least, Optional<String> most, List<String> choices) {
    /** One of these words. */
    public static Form choice(List<String> words) {
      return new Form("choice", Optional.empty(), Optional.empty(), words);
    }

    /** From one value to another. */
    public static Form range(String type, String least, String most) {
      return new Form(type, Optional.of(least), Optional.of(most), List.of());
    }
  }

  private static final Form TEXT = new Form("text", Optional.empty(), Optional.empty(), List.of());

  /** A text with its own rules. */
  public ValueType(String placeholder, String allowed, Function<String, Optional<T>> parser) {
    this(TEXT, placeholder, allowed, parser);
  }

  /** One of a few words, each with its value. */
  public static <T> ValueType<T> choice(String placeholder, Map<String, T> values) {
    List<String> words = List.copyOf(values.keySet());
    Map<String, T> byWord = Map.copyOf(values);
    return new ValueType<>(
        Form.choice(words),
        placeholder,
        words.size() == 1
            ? words.get(0)
            : String.join(", ", words.subList(0, words.size() - 1))
                + " or "
                + words.get(words.size() - 1),
        word -> Optional.ofNullable(byWord.get(word)));
  }

  /** One of the values of an enum, in lower case. */
  public static <T extends Enum<T>> ValueType<T> oneOf(String placeholder, T[] values) {
    Map<String, T> byName = new LinkedHashMap<>();
    for (T value : values) {
      byName.put(value.name().toLowerCase(Locale.ROOT), value);
    }
    return choice(placeholder, byName);
  }

  /** Any text that is not blank. */
  public static ValueType<String> text(String placeholder, String allowed) {
    return new ValueType<>(
        placeholder, allowed, text -> Optional.of(text).filter(t -> !t.isBlank()));
  }

  /** {@code true} or {@code false}. */
  public static ValueType<Boolean> flag() {
    return new ValueType<>(
        Form.choice(List.of("true", "false")),
        "",
        "true or false",
        text -> Optional.of(text).filter(t -> t.matches("true|false")).map(Boolean::valueOf));
  }

  /** A whole number in that range, both ends included. */
  public static ValueType<Integer> integer(String placeholder, int least, int most) {
    return new ValueType<>(
        Form.range("integer", Integer.toString(least), Integer.toString(most)),
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
        Form.range("duration", Durations.format(least), Durations.format(most)),
        "DURATION",
        "a duration such as 500ms, 2s or PT2S, " + range,
        text ->
            Durations.parse(text).filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0));
  }

  /** A number of bytes in that range, both ends included; see {@link Sizes}. */
  public static ValueType<Long> size(long least, long most) {
    String range = "from " + Sizes.format(least) + " to " + Sizes.format(most);
    return new ValueType<>(
        Form.range("size", Sizes.format(least), Sizes.format(most)),
        "SIZE",
        "a size such as 65536, 64k or 16m, " + range,
        text -> Sizes.parse(text).filter(n -> n >= least && n <= most));
  }

  /** Values separated by commas, perhaps none. */
  public static <T> ValueType<List<T>> list(
      String placeholder, String allowed, Function<String, Optional<T>> element) {
    return new ValueType<>(
        placeholder,
        allowed,
        text -> {
          List<T> elements = new ArrayList<>();
          String[] parts = text.isBlank() ? new String[0] : text.split(",", -1);
          Arrays.stream(parts)
              .forEach(part -> element.apply(part.strip()).ifPresent(elements::add));
          return elements.size() == parts.length
              ? Optional.of(List.copyOf(elements))
              : Optional.empty();
        });
  }
}
