package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.protocol.FakeHandshakeRequest.good;
import static org.wsbin.protocol.FakeHandshakeRequest.plain;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.protocol.Verdict.Refused;

/** Which of {@link HandshakeRules} speaks where several object. */
class HandshakePrecedenceTest {
  private static final HandshakeRules RULES =
      new HandshakeRules(new OriginRule(List.of()), Set.of("chat"));

  @Test
  @DisplayName("The first rule that objects decides, in the order of the table")
  void precedence() {
    FakeHandshakeRequest request =
        good()
            .withMethod("POST")
            .withHttpVersion("HTTP/1.0")
            .with("Host")
            .with("Content-Length", "5")
            .with("Upgrade", "h2c")
            .with("Connection", "close")
            .with("Sec-WebSocket-Version", "8")
            .with("Sec-WebSocket-Key", "short")
            .with("Origin", "http://elsewhere.example")
            .with("Sec-WebSocket-Protocol", "super chat");
    assertThat(sentence(request)).startsWith("The method");
    request = request.withMethod("GET");
    assertThat(sentence(request)).startsWith("The request's version");
    request = request.withHttpVersion("HTTP/1.1");
    assertThat(sentence(request)).startsWith("The Host header");
    request = request.with("Host", "server.example.com");
    assertThat(sentence(request)).startsWith("The Content-Length header");
    request = request.with("Content-Length");
    assertThat(sentence(request)).startsWith("The Upgrade header");
    request = request.with("Upgrade", "websocket");
    assertThat(sentence(request)).startsWith("The Connection header");
    request = request.with("Connection", "upgrade");
    assertThat(sentence(request)).startsWith("The Sec-WebSocket-Version header");
    request = request.with("Sec-WebSocket-Version", "13");
    assertThat(sentence(request)).startsWith("The Sec-WebSocket-Key header");
    request = request.with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
    assertThat(sentence(request)).startsWith("The Origin");
    request = request.with("Origin");
    assertThat(sentence(request)).startsWith("The Sec-WebSocket-Protocol header");
    assertThat(RULES.judge(request.with("Sec-WebSocket-Protocol"))).isInstanceOf(Accepted.class);
  }

  @Test
  @DisplayName("A plain GET learns how to connect before its origin is judged")
  void plainComesBeforeOrigin() {
    FakeHandshakeRequest foreign = plain().with("Origin", "http://elsewhere.example");
    assertThat(sentence(foreign)).startsWith("This is a WebSocket endpoint");
    assertThat(sentence(foreign.with("Host"))).startsWith("The Host header");
  }

  private static String sentence(FakeHandshakeRequest request) {
    assertThat(RULES.judge(request)).isInstanceOf(Refused.class);
    return ((Refused) RULES.judge(request)).sentence();
  }
}
