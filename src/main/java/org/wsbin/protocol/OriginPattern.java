package org.wsbin.protocol;

import java.util.Optional;

/** A pattern of origins that an operator allows. */
public sealed interface OriginPattern {

  /** The allowed syntax, for the sentence of a refusal. */
  String ALLOWED =
      "an origin such as https://example.com or http://[::1]:8080, a pattern such as"
          + " https://*.example.com, or *";

  boolean matches(Origin origin);

  /** {@code *}: every origin, including opaque ones. */
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

  /** Every subdomain of that host, but not the host itself. */
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
   * @return empty if it is none of the three kinds
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
