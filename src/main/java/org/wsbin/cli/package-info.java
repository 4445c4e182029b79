/**
 * The command line: reads the arguments, delegates, and maps what happens to an exit code: 0 ended
 * as asked, 1 failed, 2 called wrongly, 3 the WebSocket connection was closed with another code
 * than 1000 or without a close frame.
 *
 * <p>In: arguments, environment, output streams, all injected. Imports {@code server}, {@code
 * terminal}, {@code protocol} and {@code settings}; only {@code launcher} comes in, by reflection.
 * A deployed WAR does not see this package.
 */
package org.wsbin.cli;
