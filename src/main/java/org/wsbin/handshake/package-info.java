/**
 * The front door: every request comes here before any container code, and only what wsbin's own
 * rules accept is upgraded.
 *
 * <p>The way of a request: {@link org.wsbin.handshake.FrontDoor} finds its {@link
 * org.wsbin.handshake.Route}, which has the scenario of the path; {@link
 * org.wsbin.handshake.Scenarios} lets the steps shape the answer; an {@link
 * org.wsbin.handshake.Upgrade} sends it and hands the connection to what the steps do there.
 *
 * <p>In: HTTP requests. Out: a refusal in one sentence, or an upgrade. Imports {@code protocol},
 * {@code settings} and {@code scenario}; {@code wire}, whose engine is an {@code Upgrade}, and
 * {@code web} come in.
 */
package org.wsbin.handshake;
