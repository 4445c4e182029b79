package org.wsbin.scenario;

import java.util.Optional;
import org.wsbin.protocol.Quoted;
import org.wsbin.settings.ValueType;

/**
 * A parameter in a URL: a part of the path, or in the query.
 *
 * @param fallback the default value in a query, as text; a part of the path has none
 */
public record Parameter<T>(String name, ValueType<T> type, String fallback) {

  /** A required part of the path. */
  public static <T> Parameter<T> inPath(String name, ValueType<T> type) {
    return new Parameter<>(name, type, "");
  }

  /**
   * Reads the value from the query.
   *
   * @throws BadParameterException with a sentence, if it is not allowed
   */
  public T read(Query query) {
    return given(query).orElseGet(() -> parse(fallback, subject()));
  }

  /**
   * Reads the value from the query, if it is there.
   *
   * @throws BadParameterException with a sentence, if it is not allowed
   */
  public Optional<T> given(Query query) {
    return query.value(name).map(text -> parse(text, subject()));
  }

  private String subject() {
    return "The parameter " + name;
  }

  /**
   * Parses this text.
   *
   * @param subject the beginning of the sentence of a refusal
   * @throws BadParameterException with a sentence, if it is not allowed
   */
  T parse(String text, String subject) {
    return type.parser()
        .apply(text)
        .orElseThrow(
            () ->
                new BadParameterException(
                    subject + " is " + Quoted.of(text) + "; allowed is " + type.allowed() + "."));
  }
}
