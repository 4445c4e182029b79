package org.wsbin.protocol;

import java.net.IDN;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The origin of a page (RFC 6454): scheme, host and port in canonical spelling.
 *
 * @param scheme lower case
 * @param host lower case; an IDN host in its ASCII form, an IPv6 address in brackets and in full
 * @param port the default of the scheme if none was given; 0 if the scheme has none
 */
public record Origin(String scheme, String host, int port) {
  /** Longer than any: a host name has at most 253 characters (RFC 1035 section 2.3.4). */
  private static final int MAX_LENGTH = 512;

  private static final Map<String, Integer> DEFAULT_PORTS =
      Map.of("http", 80, "ws", 80, "https", 443, "wss", 443);
  private static final Pattern SERIALIZED =
      Pattern.compile(
          "([A-Za-z][A-Za-z0-9+.-]*)://(\\[[^\\]]*\\]|[^:/?#@\\[\\]\\s]+)(?::(\\d{1,5}))?");
  private static final Pattern HOST_NAME =
      Pattern.compile("(?!-)[a-z0-9_-]{1,63}+(\\.[a-z0-9_-]{1,63}+)*+\\.?");

  /**
   * Reads the value of an {@code Origin} header: {@code scheme://host[:port]} and nothing more.
   *
   * @return empty if the value is anything else, {@code null} (an opaque origin) included
   */
  public static Optional<Origin> parse(String value) {
    Matcher matcher = SERIALIZED.matcher(value);
    if (value.length() > MAX_LENGTH || !matcher.matches()) {
      return Optional.empty();
    }
    String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
    return port(scheme, matcher.group(3))
        .flatMap(port -> host(matcher.group(2)).map(host -> new Origin(scheme, host, port)));
  }

  /** The origin of the server itself, for a request with this {@code Host}. */
  public static Optional<Origin> ofHost(boolean secure, String hostHeader) {
    return parse((secure ? "https://" : "http://") + hostHeader.strip());
  }

  /** Whether the page came from this machine: localhost, 127.0.0.0/8 or ::1. */
  public boolean isLoopback() {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.equals("[0:0:0:0:0:0:0:1]")
        || host.matches("127(\\.\\d{1,3}){3}");
  }

  /** Its serialization, always with the port if it has one. */
  @Override
  public String toString() {
    return scheme + "://" + host + (port == 0 ? "" : ":" + port);
  }

  private static Optional<Integer> port(String scheme, String digits) {
    if (digits == null) {
      return Optional.of(DEFAULT_PORTS.getOrDefault(scheme, 0));
    }
    int port = Integer.parseInt(digits);
    return port >= 1 && port <= 65535 ? Optional.of(port) : Optional.empty();
  }

  static Optional<String> host(String host) {
    if (host.startsWith("[")) {
      return Ipv6.canonical(host.substring(1, host.length() - 1)).map(full -> "[" + full + "]");
    }
    try {
      String ascii = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
      return HOST_NAME.matcher(ascii).matches() ? Optional.of(ascii) : Optional.empty();
    } catch (IllegalArgumentException notAHostName) {
      return Optional.empty();
    }
  }
}
