/**
 * What a client sees of the engine behind {@code /wire/}, octet for octet: over a raw socket,
 * because most of it is nothing that a well-behaved client would send, or let through.
 */
package org.wsbin.it.wire;
