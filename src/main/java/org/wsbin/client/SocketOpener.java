package org.wsbin.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.wsbin.client.ClientOptions.Credentials;
import org.wsbin.client.ClientOptions.Proxy;

/** Opens sockets: name resolution, address, proxy and TLS; all until one deadline. */
final class SocketOpener {
  private final ClientSettings settings;
  private final Deadline deadline;
  private final Dialer.Listener listener;

  SocketOpener(ClientSettings settings, Deadline deadline, Dialer.Listener listener) {
    this.settings = settings;
    this.deadline = deadline;
    this.listener = listener;
  }

  /**
   * Opens a socket to the URI's host, through the proxy if there is one.
   *
   * @throws IOException if the host cannot be reached
   * @throws WebSocketException if the proxy cannot be reached, or refuses
   */
  Socket open(URI uri) throws IOException {
    ClientSettings.HostPort place = settings.place(uri.getHost(), HostAndPort.port(uri));
    return settings.proxy().isPresent()
        ? openThrough(settings.proxy().get(), place)
        : connected(place.host(), place.port());
  }

  private Socket openThrough(Proxy proxy, ClientSettings.HostPort target) {
    Socket socket = null;
    boolean open = false;
    try {
      socket = connected(proxy.address().getHostString(), proxy.address().getPort());
      HttpResponse response =
          new HttpExchange(socket, deadline).send(connectRequest(proxy, target));
      if (response.status() / 100 != 2) {
        throw new WebSocketException(
                WebErrorStatus.ofHttp(response.status()),
                "The proxy " + proxy + " answered with " + response.status() + ", not with 200.",
                response)
            .ofProxy(proxy.toString());
      }
      open = true;
      return socket;
    } catch (HttpResponse.NotHttpException notHttp) {
      throw new WebSocketException(
              WebErrorStatus.HANDSHAKE_NOT_WEBSOCKET,
              "The proxy " + proxy + " did not answer in HTTP. " + notHttp.getMessage())
          .ofProxy(proxy.toString());
    } catch (IOException failure) {
      throw new WebSocketException("Could not connect through the proxy " + proxy, failure)
          .ofProxy(proxy.toString());
    } finally {
      if (!open) {
        close(socket);
      }
    }
  }

  private static String connectRequest(Proxy proxy, ClientSettings.HostPort target) {
    return "CONNECT "
        + target
        + " HTTP/1.1\r\nHost: "
        + target
        + "\r\n"
        + proxy.credentials().map(c -> "Proxy-Authorization: " + basic(c) + "\r\n").orElse("")
        + "\r\n";
  }

  /** The value of an Authorization header (RFC 7617). */
  static String basic(Credentials credentials) {
    byte[] pair = (credentials.user() + ":" + credentials.password()).getBytes(UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** Tries the host's addresses in turn, each with its share of the remaining time. */
  private Socket connected(String host, int port) throws IOException {
    String name = host.replaceAll("^\\[|\\]$", "");
    List<InetAddress> addresses = Resolver.addresses(name, deadline, listener::attempt);
    IOException last = new IOException("There is no address.");
    for (int i = 0; i < addresses.size(); i++) {
      Socket socket = new Socket();
      listener.attempt(socket);
      try {
        socket.setTcpNoDelay(settings.noDelay());
        int share = Math.max(1, deadline.millisLeft("Connecting") / (addresses.size() - i));
        socket.connect(new InetSocketAddress(addresses.get(i), port), share);
        return socket;
      } catch (IOException failure) {
        close(socket);
        failure.addSuppressed(last);
        last = failure;
      }
    }
    throw last;
  }

  /** Starts TLS on that socket, and completes its handshake. */
  Socket secure(Socket plain, URI uri) throws IOException {
    return secure(plain, uri, List.of());
  }

  /** The same, with an offer of protocols by ALPN; none if the list is empty. */
  Socket secure(Socket plain, URI uri, List<String> protocols) throws IOException {
    SSLContext context = settings.sslContext().orElseGet(SocketOpener::defaultContext);
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(plain, uri.getHost(), HostAndPort.port(uri), true);
    SSLParameters parameters = socket.getSSLParameters();
    if (settings.hostNameChecked()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    parameters.setApplicationProtocols(protocols.toArray(String[]::new));
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(deadline.millisLeft("Connecting"));
    socket.startHandshake();
    return socket;
  }

  private static SSLContext defaultContext() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("This Java has no TLS.", impossible);
    }
  }

  static void close(Socket socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException gone) {
      // it is closed
    }
  }
}
