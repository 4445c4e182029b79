package org.wsbin.protocol;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A request made of values; the {@code with} methods give changed copies. */
record FakeHandshakeRequest(
    String method, String httpVersion, boolean secure, Map<String, List<String>> headers)
    implements HandshakeRequest {

  /** The request of RFC 6455 section 1.2, less its origin and its subprotocols. */
  static FakeHandshakeRequest good() {
    return plain()
        .with("Upgrade", "websocket")
        .with("Connection", "Upgrade")
        .with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
        .with("Sec-WebSocket-Version", "13");
  }

  /** What a browser sends to show a page. */
  static FakeHandshakeRequest plain() {
    return new FakeHandshakeRequest("GET", "HTTP/1.1", false, Map.of())
        .with("Host", "server.example.com");
  }

  FakeHandshakeRequest withMethod(String other) {
    return new FakeHandshakeRequest(other, httpVersion, secure, headers);
  }

  FakeHandshakeRequest withHttpVersion(String other) {
    return new FakeHandshakeRequest(method, other, secure, headers);
  }

  FakeHandshakeRequest overTls() {
    return new FakeHandshakeRequest(method, httpVersion, true, headers);
  }

  /** With these lines of the header instead of those that there were; none removes it. */
  FakeHandshakeRequest with(String name, String... lines) {
    Map<String, List<String>> changed = new TreeMap<>(headers);
    changed.put(name.toLowerCase(Locale.ROOT), List.of(lines));
    return new FakeHandshakeRequest(method, httpVersion, secure, changed);
  }

  @Override
  public String path() {
    return "/chat";
  }

  @Override
  public List<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }
}
