package org.wsbin.client;

/**
 * Where to connect to instead of the place that a URI has.
 *
 * @param host of the URI; empty for any
 * @param port of the URI; 0 for any
 * @param toHost empty for that of the URI
 * @param toPort 0 for that of the URI
 */
record Detour(String host, int port, String toHost, int toPort) {
  boolean fits(String ofUri, int portOfUri) {
    return (host.isEmpty() || host.equalsIgnoreCase(ofUri)) && (port == 0 || port == portOfUri);
  }
}
