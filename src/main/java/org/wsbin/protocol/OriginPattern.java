package org.wsbin.protocol;

import java.util.Optional;

/** What an operator may write for an origin that is welcome. */
public sealed interface OriginPattern {

  /** What is allowed, for the sentence that refuses anything else. */
  String ALLOWED =
      "an origin such as https://example.com or http://[::1]:8080, a pattern such as"
          + " https://*.example.com, or *";

  boolean matches(Origin origin);

  /** {@code *}: every origin, opaque ones as well. */
  record Any() implements OriginPattern {
    @Override
    public boolean matches(Origin origin) {
      return true;
    }
  }

  /** That origin alone. */
  record Exact(Origin origin) implements OriginPattern {
    @Override
    public boolean matches(Origin other) {
      return origin.equals(other);
    }
  }

  /** Every host below that one, at any depth, but not the host itself. */
  record Subdomains(Origin parent) implements OriginPattern {
    @Override
    public boolean matches(Origin other) {
      return other.scheme().equals(parent.scheme())
          && other.port() == parent.port()
          && other.host().endsWith("." + parent.host());
    }
  }

  /**
   * Reads a pattern.
   *
   * @return empty where it is none of the three kinds
   */
  static Optional<OriginPattern> parse(String text) {
    if (text.equals("*")) {
      return Optional.of(new Any());
    }
    int wildcard = text.indexOf("://*.");
    if (wildcard < 0) {
      return Origin.parse(text).map(Exact::new);
    }
    return Origin.parse(text.substring(0, wildcard) + "://" + text.substring(wildcard + 5))
        .filter(parent -> !parent.host().startsWith("["))
        .map(Subdomains::new);
  }
}
