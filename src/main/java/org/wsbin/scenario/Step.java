package org.wsbin.scenario;

import java.util.Optional;

/**
 * One kind of step that a path may name. Everything about it is in its class: nothing outside knows
 * its name or its parameters.
 */
public sealed interface Step permits HandshakeStep, ConnectionStep {
  /** What it is called, what it takes, and what it does. */
  Declaration declaration();

  /** Whether it is about single bytes, which permessage-deflate would hide unless asked for. */
  default boolean exact() {
    return false;
  }

  /**
   * What follows it if no other step of the path acts on the connection. Without that, the server
   * closes when the steps are done.
   */
  default Optional<ConnectionStep> alone() {
    return Optional.empty();
  }
}
