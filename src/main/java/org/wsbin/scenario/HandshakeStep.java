package org.wsbin.scenario;

/** A step that shapes the answer to the opening handshake. */
public non-sealed interface HandshakeStep extends Step {
  /**
   * The answer, shaped.
   *
   * @throws BadParameterException with a sentence, where the request does not fit the step
   */
  HandshakeReply shape(HandshakeReply reply, Arguments arguments, OpeningRequest opening);
}
