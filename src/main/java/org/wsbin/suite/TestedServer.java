package org.wsbin.suite;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server that is tested.
 *
 * @param uri with the scheme {@code ws} or {@code wss}
 * @param agent its name in the reports; empty for what its {@code Server} header says
 * @param headers more headers of the opening handshake
 * @param subprotocols to offer
 * @param insecure whether any certificate is taken
 */
public record TestedServer(
    URI uri,
    Optional<String> agent,
    List<Map.Entry<String, String>> headers,
    List<String> subprotocols,
    boolean insecure) {
  /** A server with nothing particular about it. */
  public static TestedServer of(URI uri) {
    return new TestedServer(uri, Optional.empty(), List.of(), List.of(), false);
  }

  boolean secure() {
    return "wss".equalsIgnoreCase(uri.getScheme());
  }

  int port() {
    int standard = secure() ? 443 : 80;
    return uri.getPort() < 0 ? standard : uri.getPort();
  }

  /** What follows {@code GET}. */
  String requestTarget() {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }
}
