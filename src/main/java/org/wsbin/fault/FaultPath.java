package org.wsbin.fault;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.Duty;
import org.wsbin.scenario.Parameter;
import org.wsbin.settings.ValueType;

/**
 * The path of a fault: its name, and perhaps a value.
 *
 * @param name such as {@code rsv}
 * @param parameter the parameter, if it has one
 * @param example an example of the value; meaningless for a fault without a parameter
 * @param written formats a value
 */
record FaultPath<T>(
    String name, Optional<Parameter<T>> parameter, T example, Function<T, String> written) {
  private static final String VALUE = "value";

  /** A path without a value. */
  static FaultPath<String> plain(String name) {
    return new FaultPath<>(name, Optional.empty(), "", Function.identity());
  }

  /** A path with one of these numbers. */
  static FaultPath<Integer> numbered(String name, List<Integer> numbers) {
    Map<String, Integer> words = new LinkedHashMap<>();
    numbers.forEach(number -> words.put(Integer.toString(number), number));
    return valued(name, ValueType.choice("N", words), numbers.get(0), String::valueOf);
  }

  /** A path with a value of that type. */
  static <T> FaultPath<T> valued(
      String name, ValueType<T> type, T example, Function<T, String> written) {
    return new FaultPath<>(name, Optional.of(Parameter.inPath(VALUE, type)), example, written);
  }

  /** The value in a path. */
  T value(Arguments arguments) {
    return parameter.map(value -> arguments.get(value)).orElse(example);
  }

  /** The fault with that value, for the path and the log, such as {@code rsv/1}. */
  String label(T value) {
    return parameter.isPresent() ? name + "/" + written.apply(value) : name;
  }

  /** The step with the example value. */
  String example(String before, String behind) {
    return before + "fault/" + label(example) + behind;
  }

  /**
   * The beginning of the declaration.
   *
   * @param rfc the document and section that it violates, such as {@code RFC 6455 section 5.1}
   * @param breaks what the server does wrong
   * @param duty what a correct client must do
   */
  Declaration.Builder declare(String rfc, String breaks, Duty duty) {
    Declaration.Builder step =
        Declaration.of("fault/" + name, Declaration.Group.FAULT, breaks)
            .duty(duty)
            .rfc(rfc)
            .wireOnly();
    parameter.ifPresent(step::path);
    return step;
  }
}
