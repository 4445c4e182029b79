/**
 * What a path can ask for: one small class for each step, which declares its name, its parameters,
 * its engines and its examples, and does what it says through the ports of {@code scenario}.
 *
 * <p>In: checked arguments, messages of a peer, time. Out: what is sent to the peer. Imports {@code
 * text}, {@code protocol}, {@code settings} and {@code scenario}; {@code web} comes in for the list
 * of them, and {@code fault} for the actions that a fault shares with a step.
 */
package org.wsbin.step;
