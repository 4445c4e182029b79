package org.wsbin.client;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * HTTP requests that go the way of a connection: through its proxy, with its TLS, its headers and,
 * if the server asks for them, its credentials. Each has a TCP connection of its own. It follows no
 * redirects. Safe from any thread.
 */
public final class HttpRequests {
  private final ClientSettings settings;

  /** With those options as they are now, whether they have been used to connect or not. */
  public HttpRequests(ClientOptions options) {
    settings = options.settings();
  }

  /**
   * Sends a request without a body, and waits for the response.
   *
   * @param method such as GET
   * @param uri {@code ws://…} for HTTP, {@code wss://…} for HTTPS
   * @param mostBytes of the response's body; the rest of a longer one is not read
   * @param limit of everything together
   * @return the response, whatever its status
   * @throws WebSocketException with the cause, if no whole response arrives in time
   * @throws IllegalArgumentException if the URI is neither
   */
  public HttpResponse send(String method, URI uri, int mostBytes, Duration limit) {
    Connector.check(uri);
    String failed = "Could not ask " + uri;
    BoundedAttempt attempt = new BoundedAttempt(limit);
    ClientClock.Alarm expiry = attempt.alarm();
    try {
      HttpResponse response = send(method, uri, Optional.empty(), mostBytes, attempt);
      Optional<String> proof =
          response.status() == 401
              ? new AuthenticationChallenge(response).answer(settings)
              : Optional.empty();
      return proof.isEmpty() ? response : send(method, uri, proof, mostBytes, attempt);
    } catch (IOException failure) {
      throw attempt.failure(failed, failure);
    } catch (WebSocketException failure) {
      throw attempt.failure(failed, failure);
    } finally {
      expiry.cancel();
    }
  }

  private HttpResponse send(
      String method, URI uri, Optional<String> authorization, int mostBytes, BoundedAttempt attempt)
      throws IOException {
    SocketOpener opener = new SocketOpener(settings, attempt.deadline(), attempt);
    Socket network = opener.open(uri);
    try {
      Socket socket = uri.getScheme().equals("wss") ? opener.secure(network, uri) : network;
      HttpExchange exchange = new HttpExchange(socket, attempt.deadline());
      return exchange.send(head(method, uri, authorization), mostBytes);
    } finally {
      SocketOpener.close(network);
    }
  }

  private String head(String method, URI uri, Optional<String> authorization) {
    StringBuilder head = new StringBuilder(method).append(' ').append(Dialer.requestTarget(uri));
    String host = settings.host().orElseGet(() -> HostAndPort.authority(uri));
    head.append(" HTTP/1.1\r\nHost: ").append(host).append("\r\n");
    head.append("Connection: close\r\n");
    if (!method.equals("GET")) {
      head.append("Content-Length: 0\r\n");
    }
    for (Map.Entry<String, String> header : settings.headers()) {
      Dialer.line(head, header.getKey(), header.getValue());
    }
    authorization.ifPresent(proof -> Dialer.line(head, "Authorization", proof));
    return head.append("\r\n").toString();
  }
}
