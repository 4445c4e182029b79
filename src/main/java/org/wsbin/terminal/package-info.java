/**
 * {@code wsbin connect}: a WebSocket client for people at a terminal, and for pipes.
 *
 * <p>In: a URL and {@link org.wsbin.terminal.Flag}s, the process's streams, what is typed. Out:
 * what comes from the peer, shown or as it is, and an exit code. Builds on {@code client}; imports
 * {@code text} for JSON, durations and sizes. Only {@code cli} may come in. A deployed WAR does not
 * see this package.
 */
package org.wsbin.terminal;
