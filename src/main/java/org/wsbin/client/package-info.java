/**
 * WebSockets for Java programs, on the protocol core and a plain JDK socket: {@link
 * org.wsbin.client.ClientWebSocket} for sequential programs, {@link
 * org.wsbin.client.MessageWebSocket} for callbacks, {@link org.wsbin.client.StreamWebSocket} for
 * large transfers. {@link org.wsbin.client.ClientOptions} are set before connecting; every failure
 * is a {@link org.wsbin.client.WebSocketException} with a status.
 *
 * <p>Each object connects once. All its threads are daemons: one to resolve a name, one for each
 * timed task (a ping, a timeout) while it runs; a {@code MessageWebSocket} also has one that reads
 * and calls back, and one that sends. Nothing here keeps a reference to a connection that has
 * ended.
 */
package org.wsbin.client;
