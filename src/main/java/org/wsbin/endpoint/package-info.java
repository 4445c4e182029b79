/**
 * The engine behind {@code /ws/…}: the container's own WebSocket implementation, driven through the
 * standard annotations and API.
 *
 * <p>In: the container's callbacks. Out: calls on a {@link org.wsbin.scenario.Behaviour}, and
 * through {@link org.wsbin.endpoint.SessionPeer} its answers, in order, one send in flight, every
 * queue and wait bounded. Imports {@code protocol}, {@code settings} and {@code scenario}; only
 * {@code web} comes in.
 */
package org.wsbin.endpoint;
