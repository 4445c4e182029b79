/**
 * The engine behind {@code /wire/…}: wsbin's own protocol core on the container's network.
 *
 * <p>In: replies to accepted handshakes, and then bytes, from a {@link org.wsbin.wire.Transport} of
 * the container. Out: calls on a {@link org.wsbin.scenario.Behaviour}, and every byte that the peer
 * gets. Nothing here waits for a peer. Imports {@code protocol}, {@code settings}, {@code scenario}
 * and {@code handshake}; only {@code web} comes in. Tomcat's classes are met in {@code
 * TomcatUpgrade} only, Jetty's in {@code JettyUpgrade} only, and each is loaded on its own
 * container only.
 */
package org.wsbin.wire;
