/**
 * {@code wsbin connect}: a WebSocket client for people at a terminal, and for pipes; what else runs
 * on a terminal: {@code diff}, {@code probe}, {@code bench}.
 *
 * <p>In: a URL and {@link org.wsbin.terminal.Flag}s, the streams of the process, typed lines. Out:
 * data from the peer, formatted or raw, and an exit code. Imports {@code client}, {@code text},
 * {@code settings} and {@code protocol}; only {@code cli} may import it. A deployed WAR does not
 * contain this package on its class path.
 */
package org.wsbin.terminal;
