package org.wsbin.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.PerMessageDeflate;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.HeaderChange;

/** The headers of a 101, in order (RFC 6455 section 4.2.2). */
record SwitchingResponse(List<Map.Entry<String, String>> headers) {

  /** The response after the changes of the steps. */
  static SwitchingResponse to(HandshakeReply reply, Optional<PerMessageDeflate> deflate) {
    Accepted accepted = reply.accepted();
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    headers.add(Map.entry("Upgrade", "websocket"));
    headers.add(Map.entry("Connection", "Upgrade"));
    headers.add(Map.entry("Sec-WebSocket-Accept", accepted.accept()));
    accepted
        .subprotocol()
        .ifPresent(name -> headers.add(Map.entry("Sec-WebSocket-Protocol", name)));
    deflate.ifPresent(
        agreed -> headers.add(Map.entry("Sec-WebSocket-Extensions", agreed.answer())));
    headers.addAll(reply.headers());
    List<Map.Entry<String, String>> changed = headers;
    for (HeaderChange change : reply.changes()) {
      changed = change.applyTo(changed);
    }
    return new SwitchingResponse(List.copyOf(changed));
  }

  void writeTo(HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_SWITCHING_PROTOCOLS);
    headers.forEach(header -> response.addHeader(header.getKey(), header.getValue()));
  }

  /** WildFly always adds this header during an upgrade. */
  void mendAfterUpgrade(HttpServletResponse response) {
    if (headers.stream().noneMatch(header -> header.getKey().equals("Connection"))) {
      response.setHeader("Connection", null);
    }
  }

  /** The whole head, as bytes. */
  ByteBuffer head() {
    return ISO_8859_1.encode(text());
  }

  /** The whole head. */
  String text() {
    StringBuilder head = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\n");
    appendTo(head, headers);
    return head.toString();
  }

  /** Appends these lines and an empty one. */
  static void appendTo(StringBuilder head, List<Map.Entry<String, String>> headers) {
    headers.forEach(
        header ->
            head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n"));
    head.append("\r\n");
  }
}
