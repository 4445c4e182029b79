package org.wsbin.it.handshake;

import static org.wsbin.it.handshake.HandshakeCase.refused;
import static org.wsbin.it.handshake.RequestTemplate.upgrade;

import java.util.List;

/** A value is shown escaped, and no more than 100 characters of it. */
final class QuotingCases {
  private static final RequestTemplate GOOD = upgrade("ws/echo");

  private QuotingCases() {}

  static List<HandshakeCase> all() {
    return List.of(
        refused(
            400,
            "a value with markup",
            GOOD.with("Upgrade", "<script>alert('&')</script>"),
            "Upgrade",
            "script"),
        refused(400, "a value with quotes", GOOD.with("Upgrade", "a\"b\\c"), "a\\\"b\\\\c\""),
        refused(
            400,
            "a value with control characters",
            upgrade("ws?format=a%0d%0aX-Injected:%20b%07%1b%5b31m"),
            "format",
            "X-Injected"),
        refused(
            400,
            "a value of 100 characters",
            GOOD.with("Upgrade", "a".repeat(100)),
            "\"" + "a".repeat(100) + "\""),
        refused(
            400,
            "a value of 101 characters",
            GOOD.with("Upgrade", "a".repeat(101)),
            "\"" + "a".repeat(100) + "…\""),
        refused(
            400,
            "a value of 5000 characters",
            GOOD.with("Sec-WebSocket-Key", "b".repeat(5000)),
            "\"" + "b".repeat(100) + "…\""));
  }
}
