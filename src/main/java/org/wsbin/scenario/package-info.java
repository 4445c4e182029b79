/**
 * What wsbin plays: scenarios, step by step, towards one peer. The language and its parser, and the
 * ports through which steps act; a step does not know what network or container it runs on.
 *
 * <p>In: paths and queries; an opened {@link org.wsbin.scenario.Peer}, the slices of its messages,
 * the time. Out: an answer to the handshake, and calls on that peer. Imports {@code protocol} and
 * {@code settings}; the engines ({@code endpoint}, {@code wire}) implement {@code Peer} and may
 * come in, and so may {@code step} and {@code fault}, whose classes are the steps, and {@code
 * handshake}.
 */
package org.wsbin.scenario;
