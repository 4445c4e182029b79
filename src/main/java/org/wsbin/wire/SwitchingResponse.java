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

/** The headers of a 101, in order (RFC 6455 section 4.2.2). */
record SwitchingResponse(List<Map.Entry<String, String>> headers) {

  /** The answer with further headers. */
  SwitchingResponse with(List<Map.Entry<String, String>> more) {
    List<Map.Entry<String, String>> changed = new ArrayList<>(headers);
    changed.addAll(more);
    return new SwitchingResponse(changed);
  }

  static SwitchingResponse to(Accepted accepted, Optional<PerMessageDeflate> deflate) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    headers.add(Map.entry("Upgrade", "websocket"));
    headers.add(Map.entry("Connection", "Upgrade"));
    headers.add(Map.entry("Sec-WebSocket-Accept", accepted.accept()));
    accepted
        .subprotocol()
        .ifPresent(name -> headers.add(Map.entry("Sec-WebSocket-Protocol", name)));
    deflate.ifPresent(
        agreed -> headers.add(Map.entry("Sec-WebSocket-Extensions", agreed.answer())));
    return new SwitchingResponse(headers);
  }

  SwitchingResponse without(String name) {
    return new SwitchingResponse(
        headers.stream().filter(header -> !header.getKey().equals(name)).toList());
  }

  SwitchingResponse with(String name, String value) {
    List<Map.Entry<String, String>> changed = new ArrayList<>(without(name).headers());
    changed.add(Map.entry(name, value));
    return new SwitchingResponse(changed);
  }

  SwitchingResponse twice(String name) {
    List<Map.Entry<String, String>> changed = new ArrayList<>(headers);
    headers.stream().filter(header -> header.getKey().equals(name)).forEach(changed::add);
    return new SwitchingResponse(changed);
  }

  void writeTo(HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_SWITCHING_PROTOCOLS);
    headers.forEach(header -> response.addHeader(header.getKey(), header.getValue()));
  }

  /** WildFly adds this one while it upgrades, whether it is wanted or not. */
  void mendAfterUpgrade(HttpServletResponse response) {
    if (headers.stream().noneMatch(header -> header.getKey().equals("Connection"))) {
      response.setHeader("Connection", null);
    }
  }

  /** The whole head, as bytes. */
  ByteBuffer head() {
    StringBuilder head = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\n");
    headers.forEach(
        header ->
            head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n"));
    return ISO_8859_1.encode(head.append("\r\n").toString());
  }
}
