package org.wsbin.wire;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.wsbin.settings.ValueType;

/** What goes wrong before a connection is one (RFC 6455 section 4). */
final class HandshakeFaults {
  private static final String SERVER = "RFC 6455 section 4.2.2";
  private static final String CLIENT = "RFC 6455 section 4.1";
  private static final String FAIL = "Fail the connection: it is not a WebSocket.";
  private static final List<Integer> REDIRECTS = List.of(301, 302, 303, 307, 308);

  private HandshakeFaults() {}

  static List<FaultEntry> all(Duration atMost) {
    return List.of(
        headers(
            "accept-wrong",
            "Sec-WebSocket-Accept belongs to another key.",
            answer -> answer.with("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")),
        headers(
            "accept-missing",
            "The 101 has no Sec-WebSocket-Accept.",
            answer -> answer.without("Sec-WebSocket-Accept")),
        headers(
            "accept-twice",
            "The 101 has the right Sec-WebSocket-Accept in two lines, where one is allowed"
                + " (section 11.3.3).",
            answer -> answer.twice("Sec-WebSocket-Accept")),
        headers(
            "subprotocol-unoffered",
            "The 101 names a subprotocol that the client has not offered.",
            answer -> answer.with("Sec-WebSocket-Protocol", "wsbin-unoffered")),
        headers(
            "extension-unoffered",
            "The 101 names an extension that the client has not offered.",
            answer -> answer.with("Sec-WebSocket-Extensions", "wsbin-unoffered")),
        headers(
            "upgrade-missing",
            "The 101 has no Upgrade header.",
            answer -> answer.without("Upgrade")),
        headers(
            "connection-missing",
            "The 101 has no Connection header.",
            answer -> answer.without("Connection")),
        FaultEntry.valued(
            "status",
            ValueType.integer("CODE", 200, 599),
            "503",
            CLIENT,
            "The answer has this status, a header of its own and a body, instead of a 101.",
            "Fail the connection, and let its user see status, headers and body if it can.",
            Fault.Status::new),
        FaultEntry.plain(
            "unauthorized",
            CLIENT,
            "The answer is a 401 that asks for Basic credentials; with those of user wsbin and"
                + " password secret it is a 101, and an echo.",
            "Fail the connection, or try again with credentials that its user gave.",
            new Fault.Unauthorized()),
        FaultEntry.numbered(
            "redirect",
            REDIRECTS,
            CLIENT,
            "The answer is a redirect to /wire/echo on this host.",
            "Fail the connection, or follow it: both are allowed. Credentials stay with their host.",
            Fault.Redirect::new),
        FaultEntry.valued(
            "delay",
            ValueType.duration(Duration.ZERO, atMost),
            "2s",
            CLIENT,
            "The right answer comes late; then every message comes back.",
            "Wait for as long as its own timeout says, and no longer.",
            Fault.Late::new),
        FaultEntry.plain(
            "no-answer",
            CLIENT,
            "No answer comes to the handshake.",
            "Give up when its own timeout says so.",
            new Fault.Silent()));
  }

  private static FaultEntry headers(
      String name, String breaks, UnaryOperator<SwitchingResponse> change) {
    return FaultEntry.plain(name, SERVER, breaks, FAIL, new Fault.Headers(change));
  }
}
