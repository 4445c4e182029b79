package org.wsbin.wire;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.PerMessageDeflate;
import org.wsbin.protocol.Verdict.Accepted;

/** The headers of a 101, in order (RFC 6455 section 4.2.2). */
record Answer(List<Map.Entry<String, String>> headers) {

  static Answer to(Accepted accepted, Optional<PerMessageDeflate> deflate) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    headers.add(Map.entry("Upgrade", "websocket"));
    headers.add(Map.entry("Connection", "Upgrade"));
    headers.add(Map.entry("Sec-WebSocket-Accept", accepted.accept()));
    accepted
        .subprotocol()
        .ifPresent(name -> headers.add(Map.entry("Sec-WebSocket-Protocol", name)));
    deflate.ifPresent(
        agreed -> headers.add(Map.entry("Sec-WebSocket-Extensions", agreed.answer())));
    return new Answer(headers);
  }

  void writeTo(HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_SWITCHING_PROTOCOLS);
    headers.forEach(header -> response.addHeader(header.getKey(), header.getValue()));
  }
}
