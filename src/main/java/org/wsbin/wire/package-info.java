/**
 * The engine behind {@code /wire/…}: wsbin's own protocol core on the container's network.
 *
 * <p>In: replies to accepted handshakes, and then bytes, from a {@link org.wsbin.wire.Transport} of
 * the container. Out: calls on a {@link org.wsbin.scenario.Behaviour}, or on a {@link
 * org.wsbin.scenario.RawBehaviour}, which gets the bytes as they are; and every byte to the peer.
 * Nothing here waits for a peer. Imports {@code protocol}, {@code settings}, {@code scenario} and
 * {@code handshake}; only {@code web} may import it. Only {@code TomcatUpgrade} uses Tomcat's
 * classes, only {@code JettyUpgrade} Jetty's, and each is loaded on its own container only.
 */
package org.wsbin.wire;
