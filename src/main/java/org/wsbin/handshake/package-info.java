/**
 * The front door: every request comes here before any container code, and only requests that
 * wsbin's own rules accept are upgraded.
 *
 * <p>The way of a request: {@link org.wsbin.handshake.FrontDoor} finds its {@link
 * org.wsbin.handshake.Target}: a {@link org.wsbin.handshake.Route} has the scenario of the path, a
 * {@link org.wsbin.handshake.RawRoute} plays the connection byte by byte; {@link
 * org.wsbin.handshake.Scenarios} lets the steps change the response; an {@link
 * org.wsbin.handshake.Upgrade} sends it and passes the connection to the actions of the steps.
 *
 * <p>In: HTTP requests. Out: a refusal in one sentence, or an upgrade. Imports {@code protocol},
 * {@code settings} and {@code scenario}; {@code wire}, whose engine is an {@code Upgrade}, and
 * {@code web} may import it.
 */
package org.wsbin.handshake;
