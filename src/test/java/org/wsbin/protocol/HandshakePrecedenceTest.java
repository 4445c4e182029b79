package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.protocol.FakeHandshakeRequest.good;
import static org.wsbin.protocol.FakeHandshakeRequest.plain;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.Verdict.Refused;

/** What {@link HandshakeRules} say if several of them object. */
class HandshakePrecedenceTest {
  private static final HandshakeRules RULES =
      new HandshakeRules(new OriginRule(List.of()), Set.of("chat"));

  private static final FakeHandshakeRequest ALL_WRONG =
      good()
          .withMethod("POST")
          .withHttpVersion("HTTP/1.0")
          .with("Host")
          .with("Content-Length", "5")
          .with("Upgrade", "h2c")
          .with("Connection", "upgrade")
          .with("Sec-WebSocket-Version", "8")
          .with("Sec-WebSocket-Key", "short")
          .with("Origin", "http://elsewhere.example")
          .with("Sec-WebSocket-Protocol", "super chat")
          .with("Sec-WebSocket-Extensions", ";");

  @Test
  @DisplayName("The method and Host are named first, because without them the rest means little")
  void methodAndHostComeFirst() {
    assertThat(sentence(ALL_WRONG)).matches("The method[^.]*\\.");
    FakeHandshakeRequest get = ALL_WRONG.withMethod("GET");
    assertThat(sentence(get))
        .matches("1\\. The request's version .*\\. 2\\. The Host header [^.]*\\.");
    assertThat(sentence(get.withHttpVersion("HTTP/1.1"))).matches("The Host header [^.]*\\.");
  }

  @Test
  @DisplayName(
      "RFC 6455 section 4.2.1: every violation is named in one answer, numbered in one line")
  void allInOneAnswer() {
    FakeHandshakeRequest request = ALL_WRONG.withMethod("GET").with("Host", "server.example.com");
    assertThat(sentence(request))
        .containsSubsequence(
            "1. The request's version is",
            " 2. The Content-Length header is",
            " 3. The Upgrade header is \"h2c\": it must list websocket.",
            " 4. The Sec-WebSocket-Version header is",
            " 5. The Sec-WebSocket-Key header is",
            " 6. The Origin \"http://elsewhere.example\" is not allowed",
            " 7. The Sec-WebSocket-Protocol header offers",
            " 8. The Sec-WebSocket-Extensions header is")
        .doesNotContain("9. ", "\n", "proxy has");
  }

  @Test
  @DisplayName("The status and the headers are those of the first objection")
  void theFirstDeterminesTheStatus() {
    FakeHandshakeRequest request = good().with("Origin", "http://elsewhere.example");
    assertThat(refused(request.with("Sec-WebSocket-Protocol", "a b")).status()).isEqualTo(403);
    assertThat(refused(request.with("Sec-WebSocket-Key", "short")).status()).isEqualTo(400);
    Refused version = refused(request.with("Sec-WebSocket-Version", "8"));
    assertThat(version.status()).isEqualTo(426);
    assertThat(version.headers()).containsEntry("Sec-WebSocket-Version", "13");
    assertThat(version.sentence())
        .startsWith("1. The Sec-WebSocket-Version")
        .contains(" 2. The Origin");
  }

  @Test
  @DisplayName(
      "RFC 9110 section 7.6.1: a key without Upgrade tells of a proxy, and how to set it up")
  void aProxyThatRemovesUpgradeIsNamed() {
    String line =
        "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;"
            + " proxy_set_header Connection \"upgrade\";";
    assertThat(sentence(good().with("Upgrade")))
        .startsWith(
            "The Upgrade header is missing: it must list websocket. The Sec-WebSocket-Key is there, but Upgrade is not.")
        .contains(line, "HAProxy", "ws h1", "upgrade=websocket", "reverse_proxy")
        .endsWith(".");
    assertThat(sentence(good().with("Connection", "close")))
        .startsWith(
            "The Connection header is \"close\": it must list upgrade. The Sec-WebSocket-Key is there, but Connection: upgrade is not.");
    assertThat(
            sentence(
                good().with("Upgrade").with("Connection", "close").withHttpVersion("HTTP/1.0")))
        .startsWith("1. The request's version")
        .contains(" 2. The Upgrade header is missing", " 3. The Connection header is", line);
    assertThat(sentence(good().with("Upgrade", "h2c"))).doesNotContain("proxy");
    assertThat(sentence(good().with("Upgrade").with("Sec-WebSocket-Key"))).doesNotContain("proxy");
  }

  @Test
  @DisplayName("A plain GET learns how to connect before its origin is judged")
  void plainComesBeforeOrigin() {
    FakeHandshakeRequest foreign = plain().with("Origin", "http://elsewhere.example");
    assertThat(sentence(foreign)).startsWith("This is a WebSocket endpoint");
    assertThat(sentence(foreign.with("Host"))).startsWith("The Host header");
  }

  private static String sentence(FakeHandshakeRequest request) {
    return refused(request).sentence();
  }

  private static Refused refused(FakeHandshakeRequest request) {
    assertThat(RULES.judge(request)).isInstanceOf(Refused.class);
    return (Refused) RULES.judge(request);
  }
}
