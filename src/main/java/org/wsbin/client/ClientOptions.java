package org.wsbin.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.wsbin.protocol.ClientHandshake.Deflate;
import org.wsbin.protocol.Subprotocols;

/**
 * The options of a connection. Each method returns this object. It throws {@link
 * IllegalArgumentException} for an invalid value, and {@link IllegalStateException} after
 * connecting has begun. Not safe from several threads.
 */
public final class ClientOptions {
  private static final Set<String> OWN =
      Set.of("host", "upgrade", "connection", "content-length", "transfer-encoding");

  /** A user and a password. */
  record Credentials(String user, String password) {}

  /** An HTTP proxy, used with CONNECT. */
  record Proxy(InetSocketAddress address, Optional<Credentials> credentials) {
    @Override
    public String toString() {
      return HostAndPort.bracketed(address.getHostString()) + ":" + address.getPort();
    }
  }

  private boolean frozen;
  private List<String> subprotocols = List.of();
  private final List<Map.Entry<String, String>> headers = new ArrayList<>();
  private final List<String> cookies = new ArrayList<>();
  private final List<Detour> detours = new ArrayList<>();
  private Optional<String> host = Optional.empty();
  private Optional<Credentials> basic = Optional.empty();
  private Optional<String> bearer = Optional.empty();
  private Optional<Proxy> proxy = Optional.empty();
  private Optional<SSLContext> sslContext = Optional.empty();
  private boolean hostNameChecked = true;
  private Optional<Deflate> deflate = Optional.of(new Deflate(false));
  private long maxMessage = 64L << 20;
  private boolean noDelay = true;
  private int redirects = 5;
  private boolean redirectsAnywhere;
  private Duration connectTimeout = Duration.ofSeconds(60);
  private Duration sendTimeout = Duration.ofSeconds(30);
  private Duration receiveTimeout = Duration.ZERO;
  private Duration closeTimeout = Duration.ofSeconds(5);
  private Duration pingInterval = Duration.ZERO;
  private Optional<ConnectionTranscript> transcript = Optional.empty();

  ClientOptions() {}

  /** Offers these subprotocols, in order of preference. */
  public ClientOptions subprotocols(String... names) {
    for (String name : names) {
      OptionChecks.check(
          Subprotocols.parse(name).isPresent(), "The subprotocol", name, "a token, such as chat");
    }
    OptionChecks.check(
        Set.copyOf(List.of(names)).size() == names.length,
        "The list of subprotocols",
        String.join(", ", names),
        "each once");
    change();
    subprotocols = List.of(names);
    return this;
  }

  /** Adds a header; those of the handshake itself are not allowed. */
  public ClientOptions header(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean own = OWN.contains(lower) || lower.startsWith("sec-websocket-");
    boolean right = Subprotocols.parse(name).isPresent() && !own;
    OptionChecks.check(right, "The header", name, "a name that is not the handshake's own");
    OptionChecks.checkValue(name, value);
    change();
    headers.add(Map.entry(name, value));
    return this;
  }

  /**
   * Sends this Host header instead of the URI's: for a server that is not reached by its name. TLS
   * still checks the name of the URI.
   *
   * @param authority a host, perhaps with a port
   */
  public ClientOptions host(String authority) {
    OptionChecks.check(
        authority.matches("[A-Za-z0-9._~%\\[\\]:-]+"),
        "The Host",
        authority,
        "a host, perhaps with a port, such as example.com:8080");
    change();
    host = Optional.of(authority);
    return this;
  }

  /**
   * Connects to another place where a URI has this host and port; the Host header and TLS keep
   * those of the URI. Of several such rules the first that fits counts, for redirects and CONNECT
   * too.
   *
   * @param host of the URI; empty for any
   * @param port of the URI; 0 for any
   * @param toHost a name or an address to connect to; empty for that of the URI
   * @param toPort 0 for that of the URI
   */
  public ClientOptions connectTo(String host, int port, String toHost, int toPort) {
    for (int each : List.of(port, toPort)) {
      OptionChecks.check(
          each >= 0 && each <= 65_535, "The port", String.valueOf(each), "0 to 65535");
    }
    change();
    detours.add(new Detour(host, port, toHost, toPort));
    return this;
  }

  /** Sends this Origin header, as a browser does. */
  public ClientOptions origin(String origin) {
    return header("Origin", origin);
  }

  /** Sends this cookie. */
  public ClientOptions cookie(String name, String value) {
    OptionChecks.check(Subprotocols.parse(name).isPresent(), "The cookie", name, "a token");
    OptionChecks.check(
        !value.contains(";"), "The value of the cookie " + name, "…", "a text without semicolons");
    OptionChecks.checkValue("Cookie", value);
    change();
    cookies.add(name + "=" + value);
    return this;
  }

  /**
   * Sends these Basic credentials if the server asks for them with a 401; never to another host.
   */
  public ClientOptions basic(String user, String password) {
    OptionChecks.check(!user.contains(":"), "The user", user, "a name without a colon");
    change();
    basic = Optional.of(new Credentials(user, password));
    return this;
  }

  /** Sends this bearer token if the server asks for one with a 401; never to another host. */
  public ClientOptions bearer(String token) {
    OptionChecks.check(
        token.matches("[A-Za-z0-9._~+/-]+=*"), "The token", "…", "letters, digits and -._~+/");
    change();
    bearer = Optional.of(token);
    return this;
  }

  /** Connects through this HTTP proxy. */
  public ClientOptions proxy(String host, int port) {
    OptionChecks.check(port > 0 && port < 65536, "The port", Integer.toString(port), "1 to 65535");
    change();
    var at = InetSocketAddress.createUnresolved(host, port);
    proxy = Optional.of(new Proxy(at, Optional.empty()));
    return this;
  }

  /** Connects through this HTTP proxy, with Basic credentials. */
  public ClientOptions proxy(String host, int port, String user, String password) {
    OptionChecks.check(!user.contains(":"), "The user", user, "a name without a colon");
    proxy(host, port);
    proxy = proxy.map(p -> new Proxy(p.address(), Optional.of(new Credentials(user, password))));
    return this;
  }

  /**
   * Uses this context for TLS (trusted certificates, own certificate), instead of the JDK's
   * default.
   */
  public ClientOptions sslContext(SSLContext context) {
    change();
    sslContext = Optional.of(context);
    return this;
  }

  /** Whether the certificate must name the host; true by default. */
  public ClientOptions hostNameChecked(boolean checked) {
    change();
    hostNameChecked = checked;
    return this;
  }

  /** Offers permessage-deflate, with or without context takeover; offered without by default. */
  public ClientOptions deflate(boolean contextTakeover) {
    change();
    deflate = Optional.of(new Deflate(contextTakeover));
    return this;
  }

  /**
   * Offers permessage-deflate with windows of 8 to 15 bits (RFC 7692 section 7.1.2).
   *
   * @param serverMaxWindowBits for what the server sends; 15 asks for nothing
   * @param clientMaxWindowBits for what this client sends; the server may ask for less
   */
  public ClientOptions deflate(
      boolean contextTakeover, int serverMaxWindowBits, int clientMaxWindowBits) {
    change();
    deflate = Optional.of(Deflate.of(contextTakeover, serverMaxWindowBits, clientMaxWindowBits));
    return this;
  }

  /** Does not offer permessage-deflate. */
  public ClientOptions noDeflate() {
    change();
    deflate = Optional.empty();
    return this;
  }

  /** Closes with 1009 if a message is larger; 64 MiB by default. */
  public ClientOptions maxMessage(long bytes) {
    OptionChecks.check(bytes > 0, "The largest message", Long.toString(bytes), "1 byte or more");
    change();
    maxMessage = bytes;
    return this;
  }

  /** TCP_NODELAY; on by default. */
  public ClientOptions noDelay(boolean on) {
    change();
    noDelay = on;
    return this;
  }

  /** Follows at most this many redirects on the same host; 5 by default, 0 follows none. */
  public ClientOptions redirects(int most) {
    OptionChecks.check(most >= 0, "The number of redirects", Integer.toString(most), "0 or more");
    change();
    redirects = most;
    return this;
  }

  /** Follows redirects to other hosts as well, without the headers that were set here. */
  public ClientOptions redirectsAnywhere() {
    change();
    redirectsAnywhere = true;
    return this;
  }

  /**
   * The timeout of connecting in total, with all addresses, redirects and handshakes; 60 s by
   * default.
   */
  public ClientOptions connectTimeout(Duration time) {
    change();
    connectTimeout = OptionChecks.positive("connecting", time);
    return this;
  }

  /** The timeout of each write of up to 64 KiB; 30 s by default. */
  public ClientOptions sendTimeout(Duration time) {
    change();
    sendTimeout = OptionChecks.positive("sending", time);
    return this;
  }

  /** The timeout of each receive; zero (no limit) by default. */
  public ClientOptions receiveTimeout(Duration time) {
    change();
    receiveTimeout = OptionChecks.notNegative("The timeout", time);
    return this;
  }

  /**
   * Sends a ping at this interval; zero (never) by default. If nothing arrives within one interval
   * after a ping, although the program receives, the connection fails with {@link
   * WebErrorStatus#TIMEOUT}.
   */
  public ClientOptions pingInterval(Duration time) {
    change();
    pingInterval = OptionChecks.notNegative("The ping interval", time);
    return this;
  }

  /** The timeout of the peer's answer to a close; 5 s by default. */
  public ClientOptions closeTimeout(Duration time) {
    change();
    closeTimeout = OptionChecks.positive("closing", time);
    return this;
  }

  /** Records the handshake, every frame and the end; one transcript records one connection. */
  public ClientOptions transcript(ConnectionTranscript recording) {
    change();
    recording.use();
    transcript = Optional.of(recording);
    return this;
  }

  /** Refuses changes after connecting has begun. */
  void change() {
    if (frozen) {
      throw new IllegalStateException(
          "Connecting has begun: what can be set must be set before, and each connects once.");
    }
  }

  /** Connecting begins: returns the options, which cannot change any more. */
  ClientSettings freeze() {
    change();
    frozen = true;
    return settings();
  }

  /** The options as they are now. */
  ClientSettings settings() {
    return new ClientSettings(
        subprotocols,
        all(),
        basic,
        bearer,
        proxy,
        sslContext,
        hostNameChecked,
        deflate,
        maxMessage,
        noDelay,
        redirects,
        redirectsAnywhere,
        new ClientSettings.Timeouts(
            connectTimeout, sendTimeout, receiveTimeout, closeTimeout, pingInterval),
        transcript,
        host,
        List.copyOf(detours));
  }

  /** The headers, with all cookies in one (RFC 6265 section 5.4). */
  private List<Map.Entry<String, String>> all() {
    var all = new ArrayList<>(headers);
    if (!cookies.isEmpty()) {
      all.add(Map.entry("Cookie", String.join("; ", cookies)));
    }
    return List.copyOf(all);
  }
}
