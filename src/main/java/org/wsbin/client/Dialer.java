package org.wsbin.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.wsbin.client.ClientOptions.Credentials;
import org.wsbin.client.ClientOptions.Settings;
import org.wsbin.protocol.ClientHandshake;
import org.wsbin.protocol.ClientHandshake.Outcome;
import org.wsbin.protocol.Quoted;

/** Makes a connection: name, address, proxy, TLS, handshake; all within one timeout. */
final class Dialer {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final String DOING = "Could not connect";

  /**
   * A connection, and what was said to open it.
   *
   * @param network what carries the socket, which is the same without TLS
   * @param opened null where the answer was not a 101
   */
  record Dialled(
      URI uri,
      Socket network,
      Socket socket,
      Optional<InetSocketAddress> local,
      Optional<InetSocketAddress> remote,
      String request,
      HttpResponse answer,
      Outcome.Opened opened) {

    Optional<SSLSession> tls() {
      return socket instanceof SSLSocket tls ? Optional.of(tls.getSession()) : Optional.empty();
    }
  }

  /** Is told what is going on, as it goes on. */
  interface Watcher {
    /** This is being used: closing it ends the attempt. */
    void trying(Closeable attempt);

    /** This was sent, and this came. */
    void said(URI uri, String request, Optional<HttpResponse> answer);
  }

  private final Settings settings;
  private final Watcher watcher;
  private final Deadline deadline;

  /**
   * A dialer for one connection.
   *
   * @param deadline for all of it
   */
  Dialer(Settings settings, Deadline deadline, Watcher watcher) {
    this.settings = settings;
    this.deadline = deadline;
    this.watcher = watcher;
  }

  /**
   * Connects.
   *
   * @throws WebSocketException saying why, where it cannot
   */
  Dialled dial(URI first) {
    URI uri = first;
    Optional<String> authorization = Optional.empty();
    int redirects = 0;
    while (true) {
      boolean home = HostAndPort.sameHost(first, uri);
      Dialled dialled = once(uri, home ? authorization : Optional.empty(), home);
      HttpResponse answer = dialled.answer();
      if (answer.status() == 101) {
        return dialled;
      }
      close(dialled.network());
      Optional<String> proof = answer.status() == 401 && home ? proof(answer) : Optional.empty();
      if (proof.isPresent() && authorization.isEmpty()) {
        authorization = proof;
      } else if (REDIRECTS.contains(answer.status()) && settings.redirects() > 0) {
        redirects++;
        uri = target(uri, first, answer, redirects);
      } else {
        throw new WebSocketException(
            WebErrorStatus.ofHttp(answer.status()),
            "The server answered with " + answer.status() + ", and not with 101.",
            Optional.of(answer));
      }
    }
  }

  private URI target(URI from, URI first, HttpResponse answer, int redirects) {
    List<String> locations = answer.header("Location");
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
          Optional.of(answer));
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

  private Optional<String> proof(HttpResponse answer) {
    List<String> challenges = answer.header("WWW-Authenticate");
    if (settings.bearer().isPresent() && challenges.stream().anyMatch(c -> asks(c, "bearer"))) {
      return settings.bearer().map(token -> "Bearer " + token);
    }
    return settings
        .basic()
        .filter(c -> challenges.stream().anyMatch(line -> asks(line, "basic")))
        .map(Dialer::basic);
  }

  private static boolean asks(String challenge, String scheme) {
    return challenge.matches("(?i)(.*,)?\\s*" + scheme + "\\b.*"); // several may be in a line
  }

  private static String basic(Credentials credentials) {
    byte[] pair = (credentials.user() + ":" + credentials.password()).getBytes(UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private Dialled once(URI uri, Optional<String> authorization, boolean home) {
    Socket network = null;
    boolean open = false;
    try {
      network = connected(uri);
      Socket socket = uri.getScheme().equals("wss") ? secured(network, uri) : network;
      ClientHandshake handshake =
          ClientHandshake.create(settings.subprotocols(), settings.deflate());
      String request = request(uri, handshake, authorization, home);
      watcher.said(uri, request, Optional.empty());
      HttpResponse answer = exchange(socket, request, true);
      watcher.said(uri, request, Optional.of(answer));
      Outcome.Opened opened = answer.status() == 101 ? opened(handshake, answer) : null;
      socket.setSoTimeout(0);
      open = true;
      return new Dialled(
          uri,
          network,
          socket,
          address(socket.getLocalSocketAddress()),
          address(socket.getRemoteSocketAddress()),
          request,
          answer,
          opened);
    } catch (HttpResponse.NotHttpException notHttp) {
      throw new WebSocketException(
          WebErrorStatus.HANDSHAKE_NOT_WEBSOCKET, notHttp.getMessage(), Optional.empty());
    } catch (IOException failure) {
      throw new WebSocketException(DOING + " to " + uri, failure);
    } finally {
      if (!open) {
        close(network);
      }
    }
  }

  private static Outcome.Opened opened(ClientHandshake handshake, HttpResponse answer) {
    Outcome outcome = handshake.judge(101, answer::header);
    if (outcome instanceof Outcome.Opened opened) {
      return opened;
    }
    throw new WebSocketException(
        WebErrorStatus.HANDSHAKE_NOT_WEBSOCKET,
        ((Outcome.Failed) outcome).sentence(),
        Optional.of(answer));
  }

  private static Optional<InetSocketAddress> address(SocketAddress address) {
    return address instanceof InetSocketAddress inet ? Optional.of(inet) : Optional.empty();
  }

  private String request(
      URI uri, ClientHandshake handshake, Optional<String> authorization, boolean home) {
    StringBuilder request = new StringBuilder("GET ");
    URI ascii = URI.create(uri.toASCIIString());
    String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
    request.append(path);
    if (ascii.getRawQuery() != null) {
      request.append('?').append(ascii.getRawQuery());
    }
    request.append(" HTTP/1.1\r\nHost: ").append(HostAndPort.authority(uri)).append("\r\n");
    handshake.headers().forEach(header -> line(request, header.getKey(), header.getValue()));
    for (Map.Entry<String, String> header : settings.headers()) {
      if (home) {
        line(request, header.getKey(), header.getValue());
      }
    }
    authorization.ifPresent(proof -> line(request, "Authorization", proof));
    return request.append("\r\n").toString();
  }

  private static void line(StringBuilder request, String name, String value) {
    request.append(name).append(": ").append(value).append("\r\n");
  }

  private HttpResponse exchange(Socket socket, String request, boolean hasBody) throws IOException {
    socket.setSoTimeout(deadline.millisLeft("Connecting"));
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    return HttpResponse.read(new DeadlineInputStream(socket, deadline), hasBody);
  }

  private Socket connected(URI uri) throws IOException {
    if (settings.proxy().isEmpty()) {
      return reached(uri.getHost(), HostAndPort.port(uri));
    }
    ClientOptions.Proxy proxy = settings.proxy().get();
    Socket socket = reached(proxy.address().getHostString(), proxy.address().getPort());
    String target = HostAndPort.bracketed(uri.getHost()) + ":" + HostAndPort.port(uri);
    StringBuilder request = new StringBuilder("CONNECT " + target + " HTTP/1.1\r\n");
    line(request, "Host", target);
    proxy.credentials().ifPresent(c -> line(request, "Proxy-Authorization", basic(c)));
    HttpResponse answer;
    try {
      answer = exchange(socket, request.append("\r\n").toString(), false);
    } catch (IOException failure) {
      close(socket);
      throw failure;
    }
    if (answer.status() != 200) {
      close(socket);
      throw new WebSocketException(
          WebErrorStatus.ofHttp(answer.status()),
          "The proxy answered with " + answer.status() + ", and not with 200.",
          Optional.of(answer));
    }
    return socket;
  }

  /** Tries the host's addresses in turn, each with its share of the time that is left. */
  private Socket reached(String host, int port) throws IOException {
    String name = host.replaceAll("^\\[|\\]$", "");
    List<InetAddress> addresses = Resolver.addresses(name, deadline, watcher::trying);
    IOException last = new IOException("There is no address.");
    for (int i = 0; i < addresses.size(); i++) {
      Socket socket = new Socket();
      watcher.trying(socket);
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

  private Socket secured(Socket plain, URI uri) throws IOException {
    SSLContext context = settings.sslContext().orElseGet(Dialer::defaultContext);
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(plain, uri.getHost(), HostAndPort.port(uri), true);
    if (settings.hostNameChecked()) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
    }
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
