package org.wsbin.scenario;

import java.util.Optional;

/** A step that shapes the answer to the opening handshake. */
public non-sealed interface HandshakeStep extends Step {
  /**
   * The answer, shaped. Called again for the same request when the answer has waited, so that it
   * may change nothing else.
   *
   * @throws BadParameterException with a sentence, if the request does not fit the step
   */
  HandshakeReply shape(HandshakeReply reply, Arguments arguments, OpeningRequest opening);

  /** What it does on the connection besides, ahead of all steps that act on it. */
  default Optional<Action> action(Arguments arguments, OpeningRequest opening) {
    return Optional.empty();
  }

  /** A request for a path with this step was answered with this status instead of a 101. */
  default void answered(Arguments arguments, int status) {}
}
