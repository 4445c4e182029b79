/**
 * The faults, each as a step that {@code scenario} parses and runs: a declaration with the section
 * of the RFC that it violates and the duty of a correct client, an action, and a line in the log
 * about the client's reaction.
 *
 * <p>In: the response to a handshake, an open connection, and its observation. Out: a wrong
 * response or wrong bytes, and the log {@code org.wsbin.faults}. Imports {@code text}, {@code
 * protocol}, {@code settings}, {@code scenario} and {@code step}, whose actions it shares; {@code
 * web} imports it for the list. No engine knows this package.
 */
package org.wsbin.fault;
