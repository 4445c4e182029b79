package org.wsbin.protocol;

import java.util.Optional;

/**
 * Recognises a handshake that lost its {@code Upgrade} on the way. Upgrade and Connection are for
 * one hop only (RFC 9110 section 7.6.1), so a proxy that does not know WebSocket removes them.
 */
final class RemovedUpgrade {
  private static final String ADVICE =
      " A proxy has probably removed it. nginx needs: proxy_http_version 1.1; proxy_set_header"
          + " Upgrade $http_upgrade; proxy_set_header Connection \"upgrade\"; HAProxy: mode http, and"
          + " ws h1 on the server line. Apache: ProxyPass / http://HOST:PORT/ upgrade=websocket."
          + " Caddy: reverse_proxy does it by itself.";

  private RemovedUpgrade() {}

  /** What to set in the proxy, if there is a key but no {@code Upgrade} that belongs to it. */
  static Optional<String> advice(HandshakeRequest request) {
    boolean key = !request.header("Sec-WebSocket-Key").isEmpty();
    boolean upgrade = !request.header("Upgrade").isEmpty();
    boolean connection = HeaderList.contains(request.header("Connection"), "upgrade");
    return key && !(upgrade && connection)
        ? Optional.of(
            "The Sec-WebSocket-Key is there, but "
                + (upgrade ? "Connection: upgrade" : "Upgrade")
                + " is not."
                + ADVICE)
        : Optional.empty();
  }
}
