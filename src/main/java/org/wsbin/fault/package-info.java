/**
 * What this server does wrong on request, each as a step that {@code scenario} parses and plays: a
 * declaration with the section of the RFC that it breaks and the duty of a correct client, an
 * action, and a line in the log about the client's reaction.
 *
 * <p>In: the answer to a handshake, an open connection, and what is seen of it. Out: a wrong answer
 * or wrong bytes, and the log {@code org.wsbin.faults}. Imports {@code text}, {@code protocol},
 * {@code settings}, {@code scenario} and {@code step}, whose actions it shares; {@code web} comes
 * in for the list of them. No engine knows this package.
 */
package org.wsbin.fault;
