package org.wsbin.protocol;

import java.util.List;
import java.util.Optional;

/**
 * Decides whose pages may connect (RFC 6455 sections 4.2.1 item 7 and 10.2). Always accepted:
 * requests without an origin (not a browser), the origin of the server itself, and loopback
 * origins. All others must match a pattern.
 */
public record OriginRule(List<OriginPattern> welcome) {

  public OriginRule {
    welcome = List.copyOf(welcome);
  }

  /**
   * Judges the {@code Origin} lines of a handshake.
   *
   * @param lines the header's values as received
   * @param own the origin of the request's own URL, if its {@code Host} is valid
   * @return why the origin is refused; empty if it is accepted
   */
  public Optional<String> objection(List<String> lines, Optional<Origin> own) {
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    String value = String.join(", ", lines);
    Optional<Origin> origin = Origin.parse(value);
    if (origin.isEmpty() && !value.equals("null")) {
      return Optional.of(
          "The Origin header must be one origin such as https://example.com, not "
              + Quoted.of(value)
              + ".");
    }
    if (origin.map(o -> isWelcome(o, own)).orElseGet(this::allAreWelcome)) {
      return Optional.empty();
    }
    return Optional.of(
        "The Origin "
            + Quoted.of(value)
            + " is not allowed: the server accepts its own origin, loopback origins, and those in"
            + " --allowed-origins.");
  }

  private boolean isWelcome(Origin origin, Optional<Origin> own) {
    return own.filter(origin::equals).isPresent()
        || origin.isLoopback()
        || welcome.stream().anyMatch(pattern -> pattern.matches(origin));
  }

  private boolean allAreWelcome() {
    return welcome.stream().anyMatch(OriginPattern.Any.class::isInstance);
  }
}
