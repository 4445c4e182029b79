/**
 * WebSockets for Java programs, over the protocol core and a plain JDK socket: {@link
 * org.wsbin.client.ClientWebSocket} for sequential programs, {@link
 * org.wsbin.client.MessageWebSocket} for callbacks, {@link org.wsbin.client.StreamWebSocket} for
 * large transfers. What goes in is set by {@link org.wsbin.client.ClientOptions} before connecting;
 * what fails is a {@link org.wsbin.client.WebSocketException} with a status.
 *
 * <p>Each connects once. Threads of its own are daemons: one for a lookup of a name, one for each
 * task that is due later (a ping, a timeout) while it runs, and of a {@code MessageWebSocket} one
 * that reads and calls back, and one that sends. Nothing here keeps a connection that has ended.
 */
package org.wsbin.client;
