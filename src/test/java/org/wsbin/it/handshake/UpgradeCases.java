package org.wsbin.it.handshake;

import static org.wsbin.it.handshake.HandshakeCase.accepted;
import static org.wsbin.it.handshake.HandshakeCase.refused;
import static org.wsbin.it.handshake.RequestTemplate.upgrade;

import java.util.List;
import java.util.stream.Stream;

/** RFC 6455 section 4.2.1, items 3, 4 and 6: Upgrade, Connection and Sec-WebSocket-Version. */
final class UpgradeCases {
  private static final RequestTemplate GOOD = upgrade("ws/echo");

  private static final String STRICT =
      "its upgrade requires the last Upgrade line to be websocket alone; wsbin says so";

  private UpgradeCases() {}

  static List<HandshakeCase> all() {
    return Stream.of(upgrades(), connections(), versions()).flatMap(List::stream).toList();
  }

  private static List<HandshakeCase> upgrades() {
    return List.of(
        refused(400, "Upgrade missing", GOOD.without("Upgrade"), "Upgrade", "missing", "websocket"),
        noUpgrade("h2c"),
        noUpgrade("websockets"),
        noUpgrade("websocket/13"),
        accepted("Upgrade is \"WebSocket\"", GOOD.with("Upgrade", "WebSocket")),
        accepted("Upgrade is \"h2c, websocket\"", GOOD.with("Upgrade", "h2c, websocket"))
            .answeredByContainer("jetty", 501, STRICT),
        accepted("Upgrade in two lines", GOOD.with("Upgrade", "h2c", "websocket")),
        accepted("Upgrade in two lines, the 1st websocket", GOOD.with("Upgrade", "websocket", "x"))
            .answeredByContainer("jetty", 501, STRICT));
  }

  private static HandshakeCase noUpgrade(String value) {
    String quoted = "\"" + value + "\"";
    return refused(
        400, "Upgrade is " + quoted, GOOD.with("Upgrade", value), "Upgrade", quoted, "websocket");
  }

  private static List<HandshakeCase> connections() {
    return List.of(
        refused(
                400,
                "Connection missing",
                GOOD.without("Connection"),
                "Connection",
                "missing",
                "upgrade")
            .answeredByContainer("jetty", "its HTTP layer requires both headers or neither"),
        refused(
                400,
                "Connection is \"keep-alive\"",
                GOOD.with("Connection", "keep-alive"),
                "Connection",
                "\"keep-alive\"",
                "upgrade")
            .answeredByContainer("jetty", "its HTTP layer requires both headers or neither"),
        accepted("Connection is \"UPGRADE\"", GOOD.with("Connection", "UPGRADE")),
        accepted(
            "Connection is \"keep-alive, Upgrade\"",
            GOOD.with("Connection", "keep-alive, Upgrade")),
        accepted("Connection in two lines", GOOD.with("Connection", "keep-alive", "Upgrade")));
  }

  private static List<HandshakeCase> versions() {
    Stream<HandshakeCase> wrong =
        Stream.of("0", "7", "8", "12", "14", "99", "013", "+13", "abc", "13, 8", "13, 13", "8, 13")
            .map(value -> wrongVersion("is \"" + value + "\"", "\"" + value + "\"", value));
    return Stream.concat(
            Stream.of(
                wrongVersion("missing", "missing"),
                wrongVersion("empty", "\"\"", ""),
                wrongVersion("13 in two lines", "\"13, 13\"", "13", "13"),
                wrongVersion("13 and 8 in two lines", "\"13, 8\"", "13", "8"),
                accepted(
                    "Sec-WebSocket-Version is \"13\" between blanks",
                    GOOD.with("Sec-WebSocket-Version", "  13  "))),
            wrong)
        .toList();
  }

  private static HandshakeCase wrongVersion(String name, String found, String... lines) {
    RequestTemplate request = GOOD.with("Sec-WebSocket-Version", lines);
    return refused(
            426, "Sec-WebSocket-Version " + name, request, "Sec-WebSocket-Version", found, "13")
        .header("Sec-WebSocket-Version", "13")
        .header("Upgrade", "websocket")
        .header("Connection", "upgrade");
  }
}
