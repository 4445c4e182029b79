/**
 * The steps, one small class each. A step declares its name, parameters, engines and examples, and
 * acts through the interfaces of {@code scenario}.
 *
 * <p>In: checked arguments, messages of a peer, time. Out: data to the peer. Imports {@code text},
 * {@code protocol}, {@code settings} and {@code scenario}; {@code web} imports it for the list, and
 * {@code fault} for the actions that a fault shares with a step.
 */
package org.wsbin.step;
