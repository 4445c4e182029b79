package org.wsbin.diff;

import java.util.Set;

/** Why a header may have been added, removed or changed; empty if it is not plain. */
final class HeaderCauses {
  private static final String OWN_WEBSOCKET =
      "Something between ends the WebSocket, and opens one of its own.";

  private HeaderCauses() {}

  static String added(String name) {
    if (name.startsWith("x-forwarded-") || Set.of("forwarded", "x-real-ip").contains(name)) {
      return "A reverse proxy says for whom it asks.";
    }
    return switch (name) {
      case "via" -> "Each proxy may add itself (RFC 9110 section 7.6.3).";
      case "sec-websocket-extensions" -> OWN_WEBSOCKET;
      case "accept-encoding", "cookie", "user-agent" -> "A proxy that adds its own.";
      default -> "";
    };
  }

  static String removed(String name) {
    return switch (name) {
      case "sec-websocket-extensions" -> "Something between does not want compression.";
      case "sec-websocket-protocol" -> "Something between does not know subprotocols.";
      case "origin" -> "A proxy hides where the page came from.";
      case "wsbin-connection", "authorization", "cookie" -> "A proxy that removes headers.";
      default -> "";
    };
  }

  static String changed(String name) {
    return switch (name) {
      case "host" ->
          "The proxy names its upstream; nginx keeps it with proxy_set_header Host"
              + " $http_host.";
      case "connection", "upgrade" -> "Each proxy writes its own (RFC 9110 section 7.6.1).";
      case "sec-websocket-key", "sec-websocket-accept", "sec-websocket-version" -> OWN_WEBSOCKET;
      case "sec-websocket-extensions" -> "Something between takes part in the compression.";
      default -> added(name);
    };
  }
}
