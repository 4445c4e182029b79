package org.wsbin.scenario;

/**
 * The heads of an opening handshake as text: lines that end with CR LF, and an empty line. A
 * container may have changed the order and the letter case of names in the request, and may add
 * headers such as {@code Date} to the response.
 *
 * @param request as the container passes it on
 * @param response the 101, as wsbin makes it
 */
public record OpeningHeads(String request, String response) {}
