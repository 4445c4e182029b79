/**
 * The WebSocket protocol itself (RFC 6455), as pure functions and values: no sockets, no threads,
 * no logging, nothing but the JDK.
 *
 * <p>In: bytes and values from a host. Out: bytes, verdicts and values for the host. Every package
 * above may import this one; it imports none of wsbin.
 */
package org.wsbin.protocol;
