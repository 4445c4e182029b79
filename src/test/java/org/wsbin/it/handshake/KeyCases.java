package org.wsbin.it.handshake;

import static org.wsbin.it.handshake.HandshakeCase.accepted;
import static org.wsbin.it.handshake.HandshakeCase.refused;
import static org.wsbin.it.handshake.RequestTemplate.KEY;
import static org.wsbin.it.handshake.RequestTemplate.upgrade;

import java.util.List;

/** RFC 6455 section 4.2.1, item 5: one key, base64 of 16 bytes. */
final class KeyCases {
  private static final RequestTemplate GOOD = upgrade("ws/echo");
  private static final String HEADER = "Sec-WebSocket-Key";
  private static final String ANOTHER = "AQIDBAUGBwgJCgsMDQ4PEA==";

  private KeyCases() {}

  static List<HandshakeCase> all() {
    return List.of(
        refused(400, HEADER + " missing", GOOD.without(HEADER), HEADER, "missing", "16 bytes"),
        bad("empty", "\"\"", ""),
        bad("repeated", KEY + ", " + ANOTHER, KEY, ANOTHER),
        bad("repeated with one value", KEY + ", " + KEY, KEY, KEY),
        bad("two in one line", KEY + ", " + ANOTHER, KEY + ", " + ANOTHER),
        bad("of 15 bytes", "AQIDBAUGBwgJCgsMDQ4P", "AQIDBAUGBwgJCgsMDQ4P"),
        bad("of 17 bytes", "AQIDBAUGBwgJCgsMDQ4PEBE=", "AQIDBAUGBwgJCgsMDQ4PEBE="),
        bad("unpadded", "AQIDBAUGBwgJCgsMDQ4PEA", "AQIDBAUGBwgJCgsMDQ4PEA"),
        bad("not base64", "!!!not base64 at all!!!!", "!!!not base64 at all!!!!"),
        bad("in the URL alphabet", "_-IDBAUGBwgJCgsMDQ4PEA==", "_-IDBAUGBwgJCgsMDQ4PEA=="),
        accepted(HEADER + " between blanks", GOOD.with(HEADER, "  " + KEY + "  "))
            .header("Sec-WebSocket-Accept", "7eQChgCtQMnVILefJAO6dK5JwPc="));
  }

  private static HandshakeCase bad(String name, String found, String... lines) {
    return refused(400, HEADER + " " + name, GOOD.with(HEADER, lines), HEADER, found, "16 bytes");
  }
}
