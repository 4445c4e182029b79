/**
 * The WebSocket protocol itself (RFC 6455), as pure functions and values: no sockets, no threads,
 * no logging, nothing but the JDK.
 *
 * <p>In: what a peer said, as values that a host hands over. Out: verdicts and values that a host
 * carries out. Every other package may come in; this one imports none of them.
 */
package org.wsbin.protocol;
