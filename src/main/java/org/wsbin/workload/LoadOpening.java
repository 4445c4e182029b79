package org.wsbin.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.ClientHandshake;

/**
 * The opening handshake of one connection.
 *
 * @param text the request
 */
record LoadOpening(ClientHandshake handshake, String text) {
  /** One with a fresh key. */
  static LoadOpening of(LoadSettings settings) {
    ClientHandshake handshake =
        ClientHandshake.create(settings.handshake().subprotocols(), Optional.empty());
    URI uri = settings.uri();
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    StringBuilder text = new StringBuilder("GET " + path + query + " HTTP/1.1\r\n");
    String port = uri.getPort() > 0 ? ":" + uri.getPort() : "";
    add(text, "Host", settings.handshake().host().orElse(uri.getHost() + port));
    handshake.headers().forEach(header -> add(text, header.getKey(), header.getValue()));
    for (Map.Entry<String, String> header : settings.handshake().headers()) {
      add(text, header.getKey(), header.getValue());
    }
    return new LoadOpening(handshake, text + "\r\n");
  }

  private static void add(StringBuilder text, String name, String value) {
    text.append(name).append(": ").append(value).append("\r\n");
  }

  ByteBuffer request() {
    return UTF_8.encode(text);
  }
}
