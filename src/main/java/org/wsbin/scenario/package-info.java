/**
 * Scenarios: their language and its parser, the run of one on a connection, step by step, and the
 * ports through which steps act. A step does not know what network or container it runs on.
 *
 * <p>In: paths and queries; an opened {@link org.wsbin.scenario.Peer}, the slices of its messages,
 * the time. Out: an answer to the handshake, and calls on that peer. Imports {@code protocol} and
 * {@code settings}; the engines ({@code endpoint}, {@code wire}) implement {@code Peer} and may
 * come in, and so may {@code step} and {@code fault}, whose classes are the steps, and {@code
 * handshake}.
 */
package org.wsbin.scenario;
