package org.wsbin.handshake;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wsbin.protocol.Origin;
import org.wsbin.settings.AddressRange;

/**
 * What one proxy says about the request that it received. A value that is malformed or hidden is
 * absent.
 *
 * @param client the address of whoever sent it the request
 * @param secure whether that was over TLS
 * @param host the host and port that was asked for
 */
record ForwardedHop(Optional<InetAddress> client, Optional<Boolean> secure, Optional<String> host) {
  /** RFC 7239 section 4: {@code name=value}, where the value is a token or a quoted string. */
  private static final Pattern PAIR =
      Pattern.compile(
          "[ \\t]*+([!#$%&'*+.^_`|~0-9A-Za-z-]++)="
              + "(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([!#$%&'*+.^_`|~0-9A-Za-z-]++))[ \\t]*+([;,]|$)");

  /** RFC 7239 section 6: IPv4, or IPv6 in brackets, perhaps with a port. */
  private static final Pattern NODE = Pattern.compile("(\\[[^\\]]*]|[^:\\[\\]]*)(:[0-9]{1,5})?");

  private static final ForwardedHop NOTHING =
      new ForwardedHop(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * Reads the values of {@code Forwarded} (RFC 7239), the client first.
   *
   * @return empty if the syntax is wrong anywhere
   */
  static List<ForwardedHop> forwarded(String value) {
    List<ForwardedHop> hops = new ArrayList<>();
    Matcher pair = PAIR.matcher(value);
    ForwardedHop hop = NOTHING;
    int at = 0;
    while (pair.find(at) && pair.start() == at) {
      String text =
          pair.group(3) == null ? pair.group(2).replaceAll("\\\\(.)", "$1") : pair.group(3);
      hop = hop.with(pair.group(1).toLowerCase(Locale.ROOT), text);
      at = pair.end();
      String separator = pair.group(4);
      if (!separator.equals(";")) {
        hops.add(hop);
        hop = NOTHING;
      }
      if (separator.isEmpty()) {
        return List.copyOf(hops);
      }
    }
    return List.of();
  }

  /**
   * Reads the elements of the {@code X-Forwarded-} headers, the client first. If a list is shorter
   * than that of the addresses, its first element counts for all before it.
   */
  static List<ForwardedHop> ofLists(List<String> clients, List<String> protos, List<String> hosts) {
    List<ForwardedHop> hops = new ArrayList<>();
    boolean none = clients.isEmpty() && protos.isEmpty() && hosts.isEmpty();
    int count = none ? 0 : Math.max(1, clients.size());
    for (int fromEnd = count - 1; fromEnd >= 0; fromEnd--) {
      ForwardedHop hop = NOTHING;
      hop = clients.isEmpty() ? hop : hop.with("for", element(clients, fromEnd));
      hop = protos.isEmpty() ? hop : hop.with("proto", element(protos, fromEnd));
      hops.add(hosts.isEmpty() ? hop : hop.with("host", element(hosts, fromEnd)));
    }
    return List.copyOf(hops);
  }

  private static String element(List<String> list, int fromEnd) {
    return list.get(Math.max(0, list.size() - 1 - fromEnd));
  }

  private ForwardedHop with(String name, String value) {
    return switch (name) {
      case "for" -> new ForwardedHop(node(value), secure, host);
      case "proto" -> new ForwardedHop(client, tls(value), host);
      case "host" ->
          new ForwardedHop(
              client,
              secure,
              Optional.of(value).filter(text -> Origin.ofHost(false, text).isPresent()));
      default -> this;
    };
  }

  private static Optional<InetAddress> node(String text) {
    Matcher matcher = NODE.matcher(text);
    return AddressRange.address(matcher.matches() ? matcher.group(1) : text);
  }

  private static Optional<Boolean> tls(String proto) {
    return switch (proto.toLowerCase(Locale.ROOT)) {
      case "https", "wss" -> Optional.of(true);
      case "http", "ws" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
