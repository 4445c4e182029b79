/**
 * The engine behind {@code /ws/…}: the container's own WebSocket implementation, driven through the
 * standard annotations and API.
 *
 * <p>In: the container's callbacks. Out: calls on a {@link org.wsbin.scenario.Behaviour}, and
 * through {@link org.wsbin.endpoint.SessionPeer} its answers, in order, with one send in flight and
 * limits on every queue and wait. Imports {@code text}, {@code protocol}, {@code settings} and
 * {@code scenario}; only {@code web} may import it.
 */
package org.wsbin.endpoint;
