package org.wsbin.scenario;

import org.wsbin.protocol.Quoted;
import org.wsbin.settings.ValueType;

/**
 * A parameter that a client may give in the URL: a part of the path, or in the query.
 *
 * @param fallback what holds where a query does not have it, as it would be written; a part of the
 *     path has none
 */
public record Parameter<T>(String name, ValueType<T> type, String fallback) {

  /** A part of the path, which must be there. */
  public static <T> Parameter<T> inPath(String name, ValueType<T> type) {
    return new Parameter<>(name, type, "");
  }

  /**
   * Reads the value that the client gave.
   *
   * @throws BadParameterException with a sentence, if it is not allowed
   */
  public T read(Query query) {
    return parse(query.value(name).orElse(fallback), "The parameter " + name);
  }

  /**
   * The value of this text.
   *
   * @param subject the beginning of the sentence that refuses it
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
