package org.wsbin.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.Quoted;

/**
 * The query of a URL: names and their values in order, decoded.
 *
 * @param raw as it was received
 */
public record Query(Map<String, List<String>> values, Optional<String> raw) {
  /** No query at all. */
  public static final Query NONE = new Query(Map.of(), Optional.empty());

  /**
   * Reads {@code name=value&name=value}; a name without {@code =} has an empty value.
   *
   * @throws BadParameterException where percent-encoding is broken
   */
  public static Query parse(Optional<String> raw) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : raw.orElse("").split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      if (!name.isEmpty()) {
        values
            .computeIfAbsent(name, unused -> new ArrayList<>())
            .add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return new Query(values, raw);
  }

  /**
   * The one value of that name, if it was given.
   *
   * @throws BadParameterException where it was given more than once
   */
  public Optional<String> value(String name) {
    List<String> all = values.getOrDefault(name, List.of());
    if (all.size() > 1) {
      throw new BadParameterException(
          "The parameter " + name + " came " + all.size() + " times; allowed is once.");
    }
    return all.stream().findFirst();
  }

  private static String decode(String encoded) {
    return Percent.decode(encoded.replace('+', ' '))
        .orElseThrow(
            () ->
                new BadParameterException(
                    "The query has "
                        + Quoted.of(encoded)
                        + ", whose percent-encoding is broken; allowed is % and two hexadecimal"
                        + " digits, which make UTF-8."));
  }
}
