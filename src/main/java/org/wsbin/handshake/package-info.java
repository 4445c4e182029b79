/**
 * The front door: every request comes here before any container code, and only what wsbin's own
 * rules accept is upgraded.
 *
 * <p>In: HTTP requests. Out: a refusal in one sentence, or an upgrade to the endpoint with its
 * behaviour. Imports {@code protocol}, {@code settings} and {@code scenario}; {@code wire} comes in
 * for requests whose answer waits, and {@code web} for the rest.
 */
package org.wsbin.handshake;
