package org.wsbin.scenario;

import java.util.HashMap;
import java.util.Map;

/** The values that a path and its query give to the parameters of one step, checked. */
public final class Arguments {
  private final Map<Parameter<?>, Object> values;

  private Arguments(Map<Parameter<?>, Object> values) {
    this.values = values;
  }

  /** Collects the values. */
  static final class Reading {
    private final Map<Parameter<?>, Object> values = new HashMap<>();

    <T> void put(Parameter<T> parameter, T value) {
      values.put(parameter, value);
    }

    Arguments done() {
      return new Arguments(Map.copyOf(values));
    }
  }

  /** The arguments of a step without parameters. */
  public static Arguments none() {
    return new Arguments(Map.of());
  }

  /**
   * The value of a parameter that the step declares.
   *
   * @throws IllegalArgumentException if the step does not declare it
   */
  @SuppressWarnings("unchecked") // a value is put with its own parameter only
  public <T> T get(Parameter<T> parameter) {
    Object value = values.get(parameter);
    if (value == null) {
      throw new IllegalArgumentException("The step has no parameter " + parameter.name() + ".");
    }
    return (T) value;
  }
}
