package org.wsbin.scenario;

import org.wsbin.protocol.Quoted;
import org.wsbin.settings.ValueType;

/**
 * A parameter that a client may give in the URL.
 *
 * @param fallback what holds where it is not given, as it would be written
 */
public record Parameter<T>(String name, ValueType<T> type, String fallback) {

  /**
   * Reads the value that the client gave.
   *
   * @throws BadParameterException with a sentence, where it is not allowed
   */
  public T read(Query query) {
    String text = query.value(name).orElse(fallback);
    return type.parser()
        .apply(text)
        .orElseThrow(
            () ->
                new BadParameterException(
                    "The parameter "
                        + name
                        + " is "
                        + Quoted.of(text)
                        + "; allowed is "
                        + type.allowed()
                        + "."));
  }
}
