/**
 * The test harness: starts wsbin on each server as a process of its own, on free ports, or on a
 * given one, and hands it out as a {@link org.wsbin.it.server.RunningServer}.
 *
 * <p>In: a server's name, settings, and what the build says by system properties ({@code
 * wsbin.war}, {@code wsbin.server}, {@code wsbin.containers.directory}, {@code wsbin.java.options},
 * {@code wsbin.port}). Out: base URIs, process ids and logs; {@code target/server-logs} keeps the
 * logs. Integration tests come in through {@link org.wsbin.it.server.ServerExtension} and {@link
 * org.wsbin.it.server.Servers}. Nothing here knows WebSocket, and nothing here imports wsbin.
 */
package org.wsbin.it.server;
