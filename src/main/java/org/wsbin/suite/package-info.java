/**
 * The conformance suite as a client: plays the cases of {@link org.wsbin.conformance} against a
 * server, over sockets, several at a time; and writes the reports into files.
 */
package org.wsbin.suite;
