package org.wsbin.client;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Connections without an opening handshake, which go the way of a WebSocket: through its proxy,
 * with its TLS. What is sent there is the caller's. Safe from any thread.
 */
public final class RawConnections {
  private final ClientSettings settings;

  /** With those options as they are now, whether they have been used to connect or not. */
  public RawConnections(ClientOptions options) {
    settings = options.settings();
  }

  /**
   * Connects, and completes the handshake of TLS if the scheme has it.
   *
   * @param uri {@code ws://…} for TCP alone, {@code wss://…} for TLS
   * @param protocols to offer by ALPN (RFC 7301), such as {@code http/1.1}; empty for no offer
   * @param limit of everything together
   * @return a socket without a timeout for reads, which the caller closes
   * @throws WebSocketException with the cause, if there is no connection
   * @throws IllegalArgumentException if the URI is neither
   */
  public Socket open(URI uri, List<String> protocols, Duration limit) {
    Connector.check(uri);
    String failed = "Could not connect to " + uri;
    BoundedAttempt attempt = new BoundedAttempt(limit);
    ClientClock.Alarm expiry = attempt.alarm();
    Socket network = null;
    boolean open = false;
    try {
      SocketOpener opener = new SocketOpener(settings, attempt.deadline(), attempt);
      network = opener.open(uri);
      Socket socket =
          uri.getScheme().equals("wss") ? opener.secure(network, uri, protocols) : network;
      socket.setSoTimeout(0);
      attempt.release();
      open = true;
      return socket;
    } catch (IOException failure) {
      throw attempt.failure(failed, failure);
    } catch (WebSocketException failure) {
      throw attempt.failure(failed, failure);
    } finally {
      expiry.cancel();
      if (!open) {
        SocketOpener.close(network);
      }
    }
  }
}
