/**
 * Conformance cases as data, and one interpreter that plays them against a peer, as a server or as
 * a client, byte by byte. It touches no socket: a host gives it a {@link
 * org.wsbin.scenario.RawPeer}.
 */
package org.wsbin.conformance;
