package org.wsbin.scenario;

/** A step that acts on an open connection. */
public non-sealed interface ConnectionStep extends Step {
  /** What it does on one connection; called before the handshake is answered. */
  Action action(Arguments arguments, OpeningRequest opening);
}
