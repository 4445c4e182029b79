package org.wsbin.client;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.wsbin.protocol.ClientHandshake;
import org.wsbin.protocol.ClientHandshake.Outcome;
import org.wsbin.protocol.Quoted;

/** Opens a connection: name resolution, address, proxy, TLS, handshake; all within one timeout. */
final class Dialer {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final String DOING = "Could not connect";

  /**
   * A socket, and the handshake on it.
   *
   * @param network the TCP socket; without TLS it is the same
   * @param opened null if the status was not 101
   */
  record DialResult(
      URI uri,
      Socket network,
      Socket socket,
      Optional<InetSocketAddress> local,
      Optional<InetSocketAddress> remote,
      String request,
      HttpResponse response,
      Outcome.Opened opened) {

    Optional<SSLSession> tls() {
      return socket instanceof SSLSocket tls ? Optional.of(tls.getSession()) : Optional.empty();
    }
  }

  /** Observes an attempt to connect. */
  interface Listener {
    /** The resource in use; closing it ends the attempt. */
    void attempt(Closeable resource);

    /** An opening handshake was sent; the response is empty if there is none yet. */
    void exchange(URI uri, String request, Optional<HttpResponse> response);
  }

  private final ClientSettings settings;
  private final Listener listener;
  private final Deadline deadline;
  private final SocketOpener opener;

  /**
   * A dialer for one connection.
   *
   * @param deadline of the whole attempt
   */
  Dialer(ClientSettings settings, Deadline deadline, Listener listener) {
    this.settings = settings;
    this.deadline = deadline;
    this.listener = listener;
    this.opener = new SocketOpener(settings, deadline, listener);
  }

  /**
   * Connects.
   *
   * @throws WebSocketException with the cause, if it cannot connect
   */
  DialResult dial(URI first) {
    URI uri = first;
    Optional<String> authorization = Optional.empty();
    int redirects = 0;
    while (true) {
      boolean home = HostAndPort.sameHost(first, uri);
      DialResult dialled = once(uri, home ? authorization : Optional.empty(), home);
      HttpResponse response = dialled.response();
      if (response.status() == 101) {
        return dialled;
      }
      SocketOpener.close(dialled.network());
      Optional<String> proof =
          response.status() == 401 && home
              ? new AuthenticationChallenge(response).answer(settings)
              : Optional.empty();
      if (proof.isPresent() && authorization.isEmpty()) {
        authorization = proof;
      } else if (REDIRECTS.contains(response.status()) && settings.redirects() > 0) {
        redirects++;
        uri = target(uri, first, response, redirects);
      } else {
        throw new WebSocketException(
            WebErrorStatus.ofHttp(response.status()),
            "The server answered with " + response.status() + ", not with 101.",
            response);
      }
    }
  }

  private URI target(URI from, URI first, HttpResponse response, int redirects) {
    List<String> locations = response.header("Location");
    URI to = resolved(from, locations);
    boolean allowed =
        redirects <= settings.redirects()
            && to.getHost() != null
            && Set.of("ws", "wss").contains(to.getScheme())
            && HostAndPort.isPort(to.getPort())
            && (settings.redirectsAnywhere() || HostAndPort.sameHost(first, to));
    if (!allowed) {
      throw new WebSocketException(
          WebErrorStatus.REDIRECT_FAILED,
          "Redirect "
              + redirects
              + " leads to "
              + Quoted.of(String.join(", ", locations))
              + "; allowed are "
              + settings.redirects()
              + (settings.redirectsAnywhere() ? "." : ", on the same host."),
          response);
    }
    return to;
  }

  private static URI resolved(URI from, List<String> locations) {
    try {
      URI to = from.resolve(locations.isEmpty() ? "" : locations.get(0));
      String scheme = String.valueOf(to.getScheme()).replaceFirst("^http", "ws");
      return URI.create(scheme + to.toString().substring(to.toString().indexOf(':')));
    } catch (IllegalArgumentException | IndexOutOfBoundsException notAUri) {
      return URI.create("none:/");
    }
  }

  private DialResult once(URI uri, Optional<String> authorization, boolean home) {
    Socket network = null;
    boolean open = false;
    try {
      network = opener.open(uri);
      Socket socket = uri.getScheme().equals("wss") ? opener.secure(network, uri) : network;
      ClientHandshake handshake =
          ClientHandshake.create(settings.subprotocols(), settings.deflate());
      String request = request(uri, handshake, authorization, home);
      listener.exchange(uri, request, Optional.empty());
      HttpResponse response = new HttpExchange(socket, deadline).send(request);
      listener.exchange(uri, request, Optional.of(response));
      Outcome.Opened opened = response.status() == 101 ? opened(handshake, response) : null;
      socket.setSoTimeout(0);
      open = true;
      return new DialResult(
          uri,
          network,
          socket,
          address(socket.getLocalSocketAddress()),
          address(socket.getRemoteSocketAddress()),
          request,
          response,
          opened);
    } catch (HttpResponse.NotHttpException notHttp) {
      throw new WebSocketException(WebErrorStatus.HANDSHAKE_NOT_WEBSOCKET, notHttp.getMessage());
    } catch (IOException failure) {
      throw new WebSocketException(DOING + " to " + uri, failure);
    } finally {
      if (!open) {
        SocketOpener.close(network);
      }
    }
  }

  private static Outcome.Opened opened(ClientHandshake handshake, HttpResponse response) {
    Outcome outcome = handshake.judge(101, response::header);
    if (outcome instanceof Outcome.Opened opened) {
      return opened;
    }
    throw new WebSocketException(
        WebErrorStatus.HANDSHAKE_NOT_WEBSOCKET, ((Outcome.Failed) outcome).sentence(), response);
  }

  private static Optional<InetSocketAddress> address(SocketAddress address) {
    return address instanceof InetSocketAddress inet ? Optional.of(inet) : Optional.empty();
  }

  private String request(
      URI uri, ClientHandshake handshake, Optional<String> authorization, boolean home) {
    StringBuilder request = new StringBuilder("GET ").append(requestTarget(uri));
    String host = settings.host().filter(own -> home).orElseGet(() -> HostAndPort.authority(uri));
    request.append(" HTTP/1.1\r\nHost: ").append(host).append("\r\n");
    handshake.headers().forEach(header -> line(request, header.getKey(), header.getValue()));
    for (Map.Entry<String, String> header : settings.headers()) {
      if (home) {
        line(request, header.getKey(), header.getValue());
      }
    }
    authorization.ifPresent(proof -> line(request, "Authorization", proof));
    return request.append("\r\n").toString();
  }

  /** What a request for this URI has behind its method (RFC 9112 section 3.2.1). */
  static String requestTarget(URI uri) {
    URI ascii = URI.create(uri.toASCIIString());
    String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
    return ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
  }

  static void line(StringBuilder request, String name, String value) {
    request.append(name).append(": ").append(value).append("\r\n");
  }
}
