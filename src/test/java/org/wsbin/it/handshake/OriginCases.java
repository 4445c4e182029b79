package org.wsbin.it.handshake;

import static org.wsbin.it.handshake.HandshakeCase.accepted;
import static org.wsbin.it.handshake.HandshakeCase.refused;
import static org.wsbin.it.handshake.RequestTemplate.upgrade;

import java.util.List;
import java.util.stream.Stream;

/**
 * RFC 6455 section 4.2.2, item 4: welcome are no origin, the server's own, and loopback ones. The
 * server's own is tried under a name that is not loopback.
 */
final class OriginCases {
  private static final RequestTemplate GOOD = upgrade("ws/echo");

  private OriginCases() {}

  static List<HandshakeCase> all() {
    return Stream.of(
            Stream.of(
                accepted("no Origin", GOOD), accepted("Origin of the server", own("{authority}"))),
            ownOrigins(),
            Stream.of(
                    "http://localhost:3000",
                    "https://localhost",
                    "http://127.0.0.1:3000",
                    "http://127.8.9.10",
                    "http://[::1]:3000")
                .map(value -> accepted("loopback Origin " + value, GOOD.with("Origin", value))),
            foreign(),
            malformed())
        .flatMap(cases -> cases)
        .toList();
  }

  private static RequestTemplate own(String authority) {
    return GOOD.with("Host", authority).with("Origin", "http://" + authority);
  }

  private static Stream<HandshakeCase> ownOrigins() {
    return Stream.of(
        same("wsbin.example", "http://wsbin.example"),
        same("wsbin.example:8123", "http://wsbin.example:8123"),
        same("wsbin.example", "http://wsbin.example:80"),
        same("wsbin.example:80", "http://wsbin.example"),
        same("WSBIN.example", "http://wsbin.EXAMPLE"),
        same("[2001:db8::1]:8123", "http://[2001:db8:0:0::1]:8123"),
        same("xn--bcher-kva.example", "http://xn--bcher-kva.example"),
        other("wsbin.example", "https://wsbin.example"),
        other("wsbin.example", "http://wsbin.example:8123"),
        other("wsbin.example:8123", "http://wsbin.example"),
        other("wsbin.example", "http://www.wsbin.example"),
        other("wsbin.example", "http://wsbin.example.org"));
  }

  private static HandshakeCase same(String host, String origin) {
    return accepted(named(host, origin), GOOD.with("Host", host).with("Origin", origin));
  }

  private static HandshakeCase other(String host, String origin) {
    return rejected(named(host, origin), GOOD.with("Host", host).with("Origin", origin), origin);
  }

  private static String named(String host, String origin) {
    return "Origin " + origin + " with Host " + host;
  }

  private static Stream<HandshakeCase> foreign() {
    return Stream.of(
            "https://example.com",
            "http://localhost.example.com",
            "http://127.0.0.1.example.com",
            "http://128.0.0.1",
            "null")
        .map(value -> rejected("foreign Origin " + value, GOOD.with("Origin", value), value));
  }

  private static Stream<HandshakeCase> malformed() {
    Stream<HandshakeCase> single =
        Stream.of(
                "http://",
                "http://a/path",
                "http://localhost/",
                "example.com",
                "localhost",
                "//localhost",
                "http://user@localhost",
                "http://localhost:99999",
                "http://localhost:port",
                "http://[::1",
                "http://localhost http://127.0.0.1")
            .map(value -> rejected("malformed Origin " + value, GOOD.with("Origin", value), value));
    return Stream.concat(
        single,
        Stream.of(
            rejected("empty Origin", GOOD.with("Origin", ""), ""),
            rejected(
                "two Origin lines",
                GOOD.with("Origin", "http://localhost", "http://localhost"),
                "http://localhost, http://localhost")));
  }

  private static HandshakeCase rejected(String name, RequestTemplate request, String found) {
    return refused(403, name, request, "Origin", "\"" + found + "\"");
  }
}
