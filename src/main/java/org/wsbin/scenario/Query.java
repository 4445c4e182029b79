package org.wsbin.scenario;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wsbin.protocol.Quoted;
import org.wsbin.text.EditDistance;

/**
 * The query of a URL: names and their values in order, decoded.
 *
 * @param raw the query as received
 */
public record Query(Map<String, List<String>> values, Optional<String> raw) {
  /** The absent query. */
  public static final Query NONE = new Query(Map.of(), Optional.empty());

  /**
   * Reads {@code name=value&name=value}; a name without {@code =} has an empty value.
   *
   * @throws BadParameterException if percent-encoding is broken
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
   * @throws BadParameterException if it was given more than once
   */
  public Optional<String> value(String name) {
    List<String> all = values.getOrDefault(name, List.of());
    if (all.size() > 1) {
      throw new BadParameterException(
          "The parameter " + name + " occurs " + all.size() + " times; give it once.");
    }
    return all.stream().findFirst();
  }

  /**
   * Refuses a name that is almost one of those, because it is probably mistyped. Ignores other
   * unknown names, because clients and proxies add their own, such as a token.
   *
   * @throws BadParameterException if there is such a name; the message names both
   */
  public void checkSpelling(Set<String> known) {
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        known.stream()
            .filter(meant -> isAlmost(name, meant))
            .min(comparingInt(meant -> EditDistance.distance(name, meant)))
            .ifPresent(meant -> misspelt(name, meant));
      }
    }
  }

  /** Short names are too similar to each other for a guess. */
  private static boolean isAlmost(String name, String meant) {
    int most = meant.length() < 4 ? 0 : meant.length() == 4 ? 1 : 2;
    return Math.abs(name.length() - meant.length()) <= most
        && EditDistance.distance(name.toLowerCase(Locale.ROOT), meant) <= most;
  }

  private static void misspelt(String name, String meant) {
    throw new BadParameterException(
        "Unknown query parameter " + Quoted.of(name) + "; did you mean " + Quoted.of(meant) + "?");
  }

  private static String decode(String encoded) {
    return PercentEncoding.decode(encoded.replace('+', ' '))
        .orElseThrow(
            () ->
                new BadParameterException(
                    "The query contains "
                        + Quoted.of(encoded)
                        + ", which is not valid percent-encoding: write each byte of UTF-8 as % and"
                        + " two hexadecimal digits."));
  }
}
