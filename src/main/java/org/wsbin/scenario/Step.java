package org.wsbin.scenario;

import java.util.Optional;

/**
 * A step that a path can name. Everything about it is in its class: nothing else knows its name or
 * parameters.
 */
public sealed interface Step permits HandshakeStep, ConnectionStep {
  /** Its name, parameters and description. */
  Declaration declaration();

  /**
   * Whether it is about single bytes, so that permessage-deflate is accepted only if the path
   * requests it.
   */
  default boolean exact() {
    return false;
  }

  /**
   * The step that follows if no other step of the path acts on the connection. Without one, the
   * server closes after the last step.
   */
  default Optional<ConnectionStep> alone() {
    return Optional.empty();
  }
}
