package org.wsbin.scenario;

/**
 * One kind of step that a path may name. Everything about it is in its class: nothing outside knows
 * its name or its parameters.
 */
public sealed interface Step permits HandshakeStep, ConnectionStep {
  /** What it is called, what it takes, and what it does. */
  Declaration declaration();
}
