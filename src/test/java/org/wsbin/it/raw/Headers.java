package org.wsbin.it.raw;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Header lines in the order of the wire; names are compared without regard to case. */
public record Headers(List<HeaderLine> lines) {
  public Headers {
    lines = List.copyOf(lines);
  }

  public List<String> all(String name) {
    return lines.stream()
        .filter(h -> h.name().equalsIgnoreCase(name))
        .map(HeaderLine::value)
        .toList();
  }

  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** The members of a comma-separated list over all lines of that name, in lower case. */
  public List<String> tokens(String name) {
    return all(name).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(token -> token.strip().toLowerCase(Locale.ROOT))
        .filter(token -> !token.isEmpty())
        .toList();
  }
}
