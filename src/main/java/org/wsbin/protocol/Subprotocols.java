package org.wsbin.protocol;

import java.util.Optional;

/** The syntax of a subprotocol's name (RFC 6455 section 4.1, item 10). */
public final class Subprotocols {
  private Subprotocols() {}

  /** The name, if it is one: a token of printable ASCII without separators. */
  public static Optional<String> parse(String name) {
    return Optional.of(name).filter(HeaderList::isToken);
  }
}
