package org.wsbin.client;

import java.net.URI;

/** Hosts and ports of URIs. */
final class HostAndPort {
  private HostAndPort() {}

  /** Whether two URIs are on the same host, so that secrets for one may go to the other. */
  static boolean sameHost(URI one, URI other) {
    return one.getHost().equalsIgnoreCase(other.getHost())
        && (one.getScheme().equals(other.getScheme())
            ? port(one) == port(other)
            : isUpgrade(one, other));
  }

  /** From ws to wss: on the same port, or on the default ports of both. */
  private static boolean isUpgrade(URI one, URI other) {
    boolean defaults = port(one) == 80 && port(other) == 443;
    return other.getScheme().equals("wss") && (port(one) == port(other) || defaults);
  }

  /** Whether the port is valid or absent. */
  static boolean isPort(int port) {
    return port == -1 || (port > 0 && port < 65536);
  }

  static String authority(URI uri) {
    return bracketed(uri.getHost()) + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  static String bracketed(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  static int port(URI uri) {
    return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("wss") ? 443 : 80;
  }
}
