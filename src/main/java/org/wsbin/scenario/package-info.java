/**
 * Scenarios: their language and its parser, the run of a scenario on a connection, step by step,
 * and the interfaces through which steps act. A step does not know its network or container.
 *
 * <p>In: paths and queries; an open {@link org.wsbin.scenario.Peer}, the slices of its messages,
 * the time. Out: a response to the handshake, and calls on that peer. Imports {@code text}, {@code
 * protocol} and {@code settings}. The engines ({@code endpoint}, {@code wire}) implement {@code
 * Peer}; {@code step} and {@code fault} have the steps; {@code handshake} runs the scenarios.
 */
package org.wsbin.scenario;
