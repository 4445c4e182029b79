package org.wsbin.scenario;

import java.util.Optional;

/** A step that changes the response to the opening handshake. */
public non-sealed interface HandshakeStep extends Step {
  /**
   * Returns the changed response. It must have no side effects: after a delay it is called again
   * for the same request.
   *
   * @throws BadParameterException with a sentence, if the request does not fit the step
   */
  HandshakeReply shape(HandshakeReply reply, Arguments arguments, OpeningRequest opening);

  /** Its action on the connection, before all steps that act on it. */
  default Optional<Action> action(Arguments arguments, OpeningRequest opening) {
    return Optional.empty();
  }

  /** A request for a path with this step got this status instead of a 101. */
  default void answered(Arguments arguments, int status) {}
}
