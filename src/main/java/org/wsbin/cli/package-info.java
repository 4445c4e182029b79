/**
 * The command line: reads the arguments, delegates, and returns an exit code: 0 stopped on request
 * or closed normally, 1 failed, 2 wrong usage, 3 closed abnormally ({@code connect} only).
 *
 * <p>In: arguments, environment, output streams, all injected. Imports {@code text}, {@code
 * protocol}, {@code settings}, {@code server} and {@code terminal}; only {@code launcher} calls it,
 * by reflection. A deployed WAR does not contain this package on its class path.
 */
package org.wsbin.cli;
