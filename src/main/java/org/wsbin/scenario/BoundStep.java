package org.wsbin.scenario;

/** A step at its place in a path, with its arguments. */
record BoundStep<S extends Step>(S step, Arguments arguments) {}
