package org.wsbin.it.handshake;

import static org.wsbin.it.handshake.HandshakeCase.accepted;
import static org.wsbin.it.handshake.HandshakeCase.refused;
import static org.wsbin.it.handshake.RequestTemplate.upgrade;

import java.util.List;

/** The parameters of the time endpoint, judged before the upgrade. */
final class ParameterCases {
  private ParameterCases() {}

  static List<HandshakeCase> all() {
    return List.of(
        bad("count", "0", "1000000"),
        bad("count", "1000001", "1000000"),
        bad("count", "-1", "1000000"),
        bad("count", "abc", "1000000"),
        bad("count", "", "1000000"),
        bad("interval", "9ms", "10ms"),
        bad("interval", "2h", "1h"),
        bad("interval", "banana", "10ms"),
        bad("format", "xml", "epoch-millis"),
        refused(400, "/ws?count=1&count=2", upgrade("ws?count=1&count=2"), "count", "once"),
        refused(400, "/ws?count=%zz", upgrade("ws?count=%zz"), "%zz")
            .answeredByContainer("wildfly", "its HTTP parser decodes the query"),
        good("count=1"),
        good("count=1000000"),
        good("interval=10ms"),
        good("interval=1h"),
        good("interval=PT2S"),
        good("format=iso"),
        good("format=long"),
        good("format=epoch-millis"),
        good("unknown=1"));
  }

  private static HandshakeCase bad(String name, String value, String allowed) {
    String target = "ws?" + name + "=" + value;
    return refused(400, "/" + target, upgrade(target), name, "\"" + value + "\"", allowed);
  }

  private static HandshakeCase good(String query) {
    return accepted("/ws?" + query, upgrade("ws?" + query));
  }
}
