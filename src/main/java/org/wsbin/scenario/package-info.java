/**
 * What wsbin plays: behaviours towards one peer, which do not know what network or container they
 * run on.
 *
 * <p>In: an opened {@link org.wsbin.scenario.Peer}, the slices of its messages, the time. Out:
 * calls on that peer. Imports {@code protocol} and {@code settings}; engines ({@code endpoint}, and
 * {@code wire} to come) implement {@code Peer} and may come in, and so may {@code handshake}, which
 * picks the behaviour.
 */
package org.wsbin.scenario;
