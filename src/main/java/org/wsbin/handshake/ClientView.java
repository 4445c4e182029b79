package org.wsbin.handshake;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wsbin.protocol.Origin;
import org.wsbin.protocol.Quoted;
import org.wsbin.settings.AddressRange;

/**
 * Who sent a request, and to which address: what the connection shows, or what a trusted proxy says
 * ({@code --trusted-proxies}). A value that the proxy does not give, or gives malformed, is that of
 * the connection.
 *
 * @param address the client's IP address, without a port
 * @param secure whether the client used TLS
 * @param host the host and port that the client asked for; empty without a {@code Host} header
 * @param connectionHost the {@code Host} header itself, which a trusted proxy may have set
 * @param trusted whether the TCP connection came from a trusted proxy
 * @param untrusted a header about the scheme or host that does not count, escaped for a sentence
 */
public record ClientView(
    String address,
    boolean secure,
    String host,
    String connectionHost,
    boolean trusted,
    Optional<String> untrusted) {
  private static final String NOTED = ClientView.class.getName();

  private static final String FOR = "X-Forwarded-For";
  private static final String PROTO = "X-Forwarded-Proto";
  private static final String HOST = "X-Forwarded-Host";
  private static final String FORWARDED = "Forwarded";

  /** The view that the front door has noted; before it, that of the connection. */
  public static ClientView of(HttpServletRequest request) {
    return request.getAttribute(NOTED) instanceof ClientView noted ? noted : of(request, List.of());
  }

  /** The view of a request if these proxies are trusted, noted for everyone behind the door. */
  static ClientView note(HttpServletRequest request, List<AddressRange> proxies) {
    ClientView view = of(request, proxies);
    request.setAttribute(NOTED, view);
    return view;
  }

  private static ClientView of(HttpServletRequest request, List<AddressRange> proxies) {
    String host = String.join(", ", lines(request, "Host"));
    String peer = request.getRemoteAddr();
    boolean trusted = AddressRange.address(peer).filter(a -> isIn(proxies, a)).isPresent();
    ClientView own =
        new ClientView(
            peer,
            request.isSecure(),
            host,
            host,
            trusted,
            trusted ? Optional.empty() : ignoredHeader(request));
    return trusted ? client(request, proxies).map(own::as).orElse(own) : own;
  }

  /** The origin of this server for that client; empty if the host is missing or malformed. */
  public Optional<Origin> origin() {
    return Origin.ofHost(secure, host);
  }

  private ClientView as(ForwardedHop hop) {
    return new ClientView(
        hop.client().map(InetAddress::getHostAddress).orElse(address),
        hop.secure().orElse(secure),
        hop.host().orElse(host),
        connectionHost,
        trusted,
        untrusted);
  }

  /**
   * What the first trusted proxy says. A proxy that knows one of the two kinds of headers passes on
   * the other one as the client wrote it; so if they name different clients, neither counts.
   */
  private static Optional<ForwardedHop> client(
      HttpServletRequest request, List<AddressRange> proxies) {
    List<String> forwarded = lines(request, FORWARDED);
    Optional<ForwardedHop> standard =
        firstTrusted(ForwardedHop.forwarded(String.join(",", forwarded)), proxies);
    Optional<ForwardedHop> older =
        firstTrusted(
            ForwardedHop.ofLists(
                elements(request, FOR), elements(request, PROTO), elements(request, HOST)),
            proxies);
    if (forwarded.isEmpty() || older.isEmpty()) {
      return forwarded.isEmpty() ? older : standard;
    }
    return standard.filter(hop -> hop.client().equals(older.get().client()));
  }

  /** The hop before the trusted ones, seen from here: each proxy adds its hop at the end. */
  private static Optional<ForwardedHop> firstTrusted(
      List<ForwardedHop> hops, List<AddressRange> proxies) {
    for (int i = hops.size() - 1; i >= 0; i--) {
      if (i == 0 || hops.get(i).client().filter(a -> isIn(proxies, a)).isEmpty()) {
        return Optional.of(hops.get(i));
      }
    }
    return Optional.empty();
  }

  private static boolean isIn(List<AddressRange> ranges, InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  private static Optional<String> ignoredHeader(HttpServletRequest request) {
    return Stream.of(FORWARDED, PROTO, HOST)
        .flatMap(name -> lines(request, name).stream().map(value -> name + ": " + value))
        .findFirst()
        .map(Quoted::of)
        .map(quoted -> quoted.substring(1, quoted.length() - 1));
  }

  private static List<String> elements(HttpServletRequest request, String name) {
    return lines(request, name).stream()
        .flatMap(line -> Arrays.stream(line.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  private static List<String> lines(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }
}
