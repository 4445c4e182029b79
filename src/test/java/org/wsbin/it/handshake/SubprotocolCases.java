package org.wsbin.it.handshake;

import static org.wsbin.it.handshake.HandshakeCase.accepted;
import static org.wsbin.it.handshake.HandshakeCase.refused;
import static org.wsbin.it.handshake.RequestTemplate.upgrade;

import java.util.List;

/**
 * RFC 6455 section 4.2.2, items 5.5 and 5.6: the first subprotocol offered that the server speaks
 * (by default wsbin, chat and superchat), over any number of lines; and no extension. What breaks
 * the grammar of section 9.1 is refused.
 */
final class SubprotocolCases {
  private static final String HEADER = "Sec-WebSocket-Protocol";

  private SubprotocolCases() {}

  static List<HandshakeCase> all() {
    return List.of(
        agreed("none", ""),
        agreed("\"chat\"", "chat", "chat"),
        agreed("\"superchat, chat\"", "superchat", "superchat, chat"),
        agreed("\"unknown, chat\"", "chat", "unknown, chat"),
        agreed("\"unknown\"", "", "unknown"),
        agreed("\"CHAT\", which is not chat", "", "CHAT"),
        agreed("in two lines, the 1st known", "superchat", "superchat", "chat"),
        agreed("in two lines, the 2nd known", "chat", "unknown", "chat"),
        agreed("in three lines, the 3rd known", "wsbin", "a", "b, c", "d, wsbin"),
        agreed("with empty elements", "chat", ",, ,chat,"),
        extension("permessage-deflate"),
        extension("permessage-deflate; client_max_window_bits, x-webkit-deflate-frame"),
        malformed(";"),
        malformed("permessage-deflate; =1"),
        malformed("permessage-deflate client_max_window_bits"),
        malformed("permessage-deflate; client_max_window_bits=\"1 5\""));
  }

  private static HandshakeCase agreed(String name, String agreed, String... offers) {
    RequestTemplate request = upgrade("ws/echo").with(HEADER, offers);
    return accepted("subprotocols offered: " + name, request).header(HEADER, agreed);
  }

  private static HandshakeCase malformed(String offer) {
    return refused(
        400,
        "extensions offered: " + offer,
        upgrade("ws/echo").with("Sec-WebSocket-Extensions", offer),
        "Sec-WebSocket-Extensions");
  }

  private static HandshakeCase extension(String offer) {
    return accepted(
        "extensions offered: " + offer, upgrade("ws").with("Sec-WebSocket-Extensions", offer));
  }
}
