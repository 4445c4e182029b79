package org.wsbin.junit;

import java.net.URI;
import java.util.UUID;

/** A running wsbin. Safe from any thread. */
public final class WsbinServer {
  private final URI base;

  /** The one with this address, {@code http://127.0.0.1:PORT/}, which ends in a slash. */
  WsbinServer(URI base) {
    this.base = base;
  }

  /** Its address for HTTP, which ends in a slash; {@code https} with {@code --tls}. */
  public URI http() {
    return base;
  }

  /** Its address for WebSockets, which ends in a slash; {@code wss} with {@code --tls}. */
  public URI ws() {
    return URI.create(base.toString().replaceFirst("^http", "ws"));
  }

  /** The port that it listens on. */
  public int port() {
    return base.getPort();
  }

  /**
   * The address of a WebSocket.
   *
   * @param path of a scenario, and its query: {@code /wire/close/4001?reason=enough}
   * @throws IllegalArgumentException if that cannot be part of a URI
   */
  public URI uri(String path) {
    return below(ws(), path);
  }

  /**
   * The address of a page.
   *
   * @param path and query, such as {@code /metrics}
   * @throws IllegalArgumentException if that cannot be part of a URI
   */
  public URI httpUri(String path) {
    return below(http(), path);
  }

  private static URI below(URI root, String path) {
    return URI.create(root + (path.startsWith("/") ? path.substring(1) : path));
  }

  /** A new transcript, whose name nobody can guess. */
  public WsbinTranscript transcript() {
    return new WsbinTranscript(this, UUID.randomUUID().toString());
  }

  @Override
  public String toString() {
    return "wsbin at " + base;
  }
}
