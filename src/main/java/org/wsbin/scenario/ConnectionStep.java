package org.wsbin.scenario;

/** A step that acts on an open connection. */
public non-sealed interface ConnectionStep extends Step {
  /** Its action on one connection; called before the response to the handshake. */
  Action action(Arguments arguments, OpeningRequest opening);
}
