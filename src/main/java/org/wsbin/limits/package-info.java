/**
 * What all peers together, and each client address, may take of the server. A limit never waits:
 * who asks for more than is left gets a no, and says so to the peer.
 */
package org.wsbin.limits;
