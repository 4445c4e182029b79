package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.protocol.FakeHandshakeRequest.good;
import static org.wsbin.protocol.FakeHandshakeRequest.plain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.protocol.Verdict.Refused;

class HandshakeRulesTest {
  private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

  private final HandshakeRules rules =
      new HandshakeRules(new OriginRule(List.of()), Set.of("chat", "superchat"));

  @Test
  @DisplayName("RFC 6455 section 1.2: the example is accepted, with the example's accept key")
  void theExampleIsAccepted() {
    Accepted accepted = new Accepted(ACCEPT, Optional.empty(), List.of());
    assertThat(rules.judge(good())).isEqualTo(accepted);
    String padded = " dGhlIHNhbXBsZSBub25jZQ==\t";
    assertThat(rules.judge(good().with("Sec-WebSocket-Key", padded))).isEqualTo(accepted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "HEAD", "OPTIONS", "CONNECT", "get"})
  @DisplayName("RFC 6455 section 4.2.1 item 1: a method other than GET is 405 with Allow")
  void onlyGetOpens(String method) {
    assertThat(rules.judge(good().withMethod(method)))
        .isEqualTo(
            new Refused(
                405,
                Map.of("Allow", "GET"),
                "The method \"" + method + "\" cannot open a WebSocket: use GET."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.0", "HTTP/0.9"})
  @DisplayName("RFC 6455 section 4.2.1 item 1: HTTP below 1.1 is 400")
  void oldHttpIsRefused(String version) {
    assertBad(
        good().withHttpVersion(version),
        "The request's version is \"" + version + "\", but a WebSocket needs HTTP/1.1.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1", "HTTP/2.0", "HTTP/10.0"})
  @DisplayName("RFC 6455 section 4.2.1 item 1: HTTP/1.1 or higher is taken")
  void newerHttpIsAccepted(String version) {
    assertThat(rules.judge(good().withHttpVersion(version))).isInstanceOf(Accepted.class);
  }

  @Test
  @DisplayName("RFC 6455 section 4.2.1 item 2: a missing, blank or repeated Host is 400")
  void hostIsThereOnce() {
    assertBad(good().with("Host"), "The Host header is missing: it must name the server, once.");
    assertBad(good().with("Host", " "), "The Host header is \" \": it must name the server, once.");
    assertBad(
        good().with("Host", "a.example", "b.example"),
        "The Host header came 2 times, as \"a.example, b.example\":"
            + " it must name the server, once.");
  }

  @Test
  @DisplayName("A plain GET is 400 with a sentence that says how to connect")
  void plainGetLearnsHowToConnect() {
    assertBad(
        plain(),
        "This is a WebSocket endpoint: connect with"
            + " new WebSocket(\"ws://server.example.com/chat\") in a browser's console, or send a"
            + " GET with the headers Connection: Upgrade, Upgrade: websocket,"
            + " Sec-WebSocket-Version: 13 and Sec-WebSocket-Key.");
    assertThat(sentence(plain().overTls())).contains("\"wss://server.example.com/chat\"");
    assertThat(sentence(plain().with("Connection", "keep-alive"))).startsWith("This is a");
  }

  @ParameterizedTest
  @CsvSource({
    "Upgrade, websocket, true",
    "Upgrade, 'h2c, WebSocket', true",
    "Upgrade, h2c, false",
    "Connection, Upgrade, false"
  })
  @DisplayName("RFC 9110 section 7.8: a request asks for a WebSocket if its Upgrade lists it")
  void askingForWebSocket(String header, String value, boolean asks) {
    assertThat(HandshakeRules.asksForWebSocket(plain().with(header, value))).isEqualTo(asks);
  }

  @ParameterizedTest
  @CsvSource({
    "Upgrade, h2c",
    "Connection, 'keep-alive, Upgrade'",
    "Sec-WebSocket-Key, dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version, 13"
  })
  @DisplayName("One header of a handshake makes it a handshake, and its fault is named")
  void anAttemptIsNotPlain(String header, String value) {
    assertThat(sentence(plain().with(header, value)))
        .matches(
            "1\\. The (Upgrade|Connection) header .*: it must list (websocket|upgrade)\\. 2.*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"websocket", "WebSocket", "h2c, websocket", "websocket,h2c", ",websocket"})
  @DisplayName("RFC 6455 section 4.2.1 item 3: Upgrade lists websocket, in any case, at any place")
  void upgradeListsWebsocket(String value) {
    assertThat(rules.judge(good().with("Upgrade", value))).isInstanceOf(Accepted.class);
    assertThat(rules.judge(good().with("Upgrade", "h2c", value))).isInstanceOf(Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2c", "websockets", "web socket", "websocket;q=1", "\"websocket\""})
  @DisplayName("RFC 6455 section 4.2.1 item 3: Upgrade without websocket is 400")
  void upgradeWithoutWebsocketIsRefused(String value) {
    assertBad(
        good().with("Upgrade", value),
        "The Upgrade header is " + Quoted.of(value) + ": it must list websocket.");
  }

  @Test
  @DisplayName("RFC 9110 section 9.3.1: a handshake that announces a body is 400")
  void aHandshakeHasNoBody() {
    assertBad(
        good().with("Content-Length", "5"),
        "The Content-Length header is \"5\": a handshake has no body.");
    assertBad(
        good().with("Content-Length", "0", "5"),
        "The Content-Length header came 2 times, as \"0, 5\": a handshake has no body.");
    assertBad(
        good().with("Transfer-Encoding", "chunked"),
        "The Transfer-Encoding header announces a body, but a handshake has none.");
    assertThat(rules.judge(good().with("Content-Length", " 0 "))).isInstanceOf(Accepted.class);
  }

  @Test
  @DisplayName("RFC 6455 section 4.2.1 items 3 and 4: Upgrade or Connection missing is 400")
  void upgradeAndConnectionAreThere() {
    assertThat(sentence(good().with("Upgrade")))
        .startsWith("The Upgrade header is missing: it must list websocket. ");
    assertThat(sentence(good().with("Connection")))
        .startsWith("The Connection header is missing: it must list upgrade. ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Upgrade", "upgrade", "keep-alive, UPGRADE", "Upgrade ,keep-alive"})
  @DisplayName("RFC 6455 section 4.2.1 item 4: Connection lists upgrade, in any case and place")
  void connectionListsUpgrade(String value) {
    assertThat(rules.judge(good().with("Connection", value))).isInstanceOf(Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"keep-alive", "close", "upgrades", "websocket"})
  @DisplayName("RFC 6455 section 4.2.1 item 4: Connection without upgrade is 400")
  void connectionWithoutUpgradeIsRefused(String value) {
    Refused refused = refused(good().with("Connection", value));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.sentence())
        .startsWith("The Connection header is \"" + value + "\": it must list upgrade. ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"8", "12", "14", "0", "-13", "013", "13.0", "thirteen", "13, 8", "8,13", ""})
  @DisplayName("RFC 6455 sections 4.2.1 item 6 and 4.4: a version other than 13 is 426 with 13")
  void onlyVersion13(String version) {
    assertUpgradeRequired(
        good().with("Sec-WebSocket-Version", version),
        "The Sec-WebSocket-Version header is \"" + version + "\": the only version allowed is 13.");
  }

  @Test
  @DisplayName("RFC 6455 section 4.4: a missing or repeated version is 426 with 13")
  void versionIsThereOnce() {
    assertUpgradeRequired(
        good().with("Sec-WebSocket-Version"),
        "The Sec-WebSocket-Version header is missing: the only version allowed is 13.");
    assertUpgradeRequired(
        good().with("Sec-WebSocket-Version", "13", "13"),
        "The Sec-WebSocket-Version header came 2 times, as \"13, 13\":"
            + " the only version allowed is 13.");
  }

  @Test
  @DisplayName("RFC 6455 section 4.4: the version rule alone gives the same sentence")
  void versionRuleStandsAlone() {
    assertThat(HandshakeRules.versionObjection(List.of("13"))).isEmpty();
    assertThat(HandshakeRules.versionObjection(List.of(" 13 "))).isEmpty();
    assertThat(HandshakeRules.versionObjection(List.of("8")))
        .hasValue("The Sec-WebSocket-Version header is \"8\": the only version allowed is 13.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dGhlIHNhbXBsZSBub25j", // 15 bytes
        "dGhlIHNhbXBsZSBub25jZQ", // no padding
        "dGhlIHNhbXBsZSBub25jZSE=", // 17 bytes
        "dGhlIHNhbXBsZSBub25jZ!==",
        "not base64",
        ""
      })
  @DisplayName("RFC 6455 section 4.2.1 item 5: a key that is not base64 of 16 bytes is 400")
  void keyIsSixteenBytes(String key) {
    assertBad(
        good().with("Sec-WebSocket-Key", key),
        "The Sec-WebSocket-Key header is "
            + Quoted.of(key)
            + ": it must be base64 of 16 bytes, once.");
  }

  @Test
  @DisplayName("RFC 6455 sections 4.2.1 item 5 and 11.3.1: a missing or repeated key is 400")
  void keyIsThereOnce() {
    assertBad(
        good().with("Sec-WebSocket-Key"),
        "The Sec-WebSocket-Key header is missing: it must be base64 of 16 bytes, once.");
    String key = "dGhlIHNhbXBsZSBub25jZQ==";
    assertBad(
        good().with("Sec-WebSocket-Key", key, key),
        "The Sec-WebSocket-Key header came 2 times, as \"dGhlIHNhbXBsZSBub25jZQ==,"
            + " dGhlIHNhbXBsZSBub25jZQ==\": it must be base64 of 16 bytes, once.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://server.example.com", "http://SERVER.example.com:80"})
  @DisplayName("RFC 6455 section 10.2: the server's own origin is welcome")
  void ownOriginIsWelcome(String origin) {
    assertThat(rules.judge(good().with("Origin", origin))).isInstanceOf(Accepted.class);
  }

  @Test
  @DisplayName("RFC 6455 section 10.2: whether the request came over TLS is part of its origin")
  void ownOriginKnowsTls() {
    FakeHandshakeRequest fromHttp = good().with("Origin", "http://server.example.com");
    FakeHandshakeRequest fromHttps = good().with("Origin", "https://server.example.com");
    assertThat(rules.judge(fromHttps.overTls())).isInstanceOf(Accepted.class);
    assertThat(status(fromHttp.overTls())).isEqualTo(403);
    assertThat(status(fromHttps)).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://example.com", "http://server.example.com:8080", "null", "nonsense"})
  @DisplayName("RFC 6455 section 4.2.2 item 4: a foreign or malformed origin is 403")
  void foreignOriginIsRefused(String origin) {
    Refused refused = refused(good().with("Origin", origin));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.headers()).isEmpty();
    assertThat(refused.sentence()).startsWith("The Origin ").contains("\"" + origin + "\"");
  }

  @Test
  @DisplayName("A refused page learns which origin is the server's own")
  void theComparedOriginIsNamed() {
    assertThat(sentence(good().with("Origin", "https://server.example.com")))
        .endsWith("--allowed-origins. Its own origin is http://server.example.com:80.");
    FakeHandshakeRequest foreign = good().with("Origin", "http://example.com");
    assertThat(sentence(foreign.with("Host", "[::1]:8000").overTls()))
        .endsWith(" Its own origin is https://[0:0:0:0:0:0:0:1]:8000.");
    assertThat(sentence(foreign.with("Host", "a b"))).endsWith("--allowed-origins.");
    assertThat(sentence(good().with("Origin", "null"))).contains(" Its own origin is ");
    assertThat(sentence(good().with("Origin", "nonsense")))
        .as("nothing was compared")
        .endsWith(", not \"nonsense\".");
  }

  @Test
  @DisplayName("A refused page behind a proxy that is not trusted learns which setting is missing")
  void theUntrustedHeaderIsNamed() {
    FakeHandshakeRequest foreign = good().with("Origin", "https://server.example.com");
    HandshakeRequest behindProxy = new BehindProxy(foreign, "X-Forwarded-Proto: https");
    assertThat(((Refused) rules.judge(behindProxy)).sentence())
        .endsWith(" X-Forwarded-Proto: https is not trusted, see --trusted-proxies.");
  }

  @Test
  @DisplayName("A Host that makes no origin leaves a foreign origin refused, not an error")
  void oddHostIsNoOrigin() {
    FakeHandshakeRequest odd = good().with("Host", "a b");
    assertThat(rules.judge(odd)).isInstanceOf(Accepted.class);
    assertThat(status(odd.with("Origin", "http://example.com"))).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          chat            |           | chat
          superchat, chat |           | superchat
          soap, chat      |           | chat
          soap            | superchat | superchat
          soap            | wamp,chat | chat
          soap            | wamp      |
          Chat            |           |
          ,               |           |
          """)
  @DisplayName("RFC 6455 section 4.2.2 item 5.5: the first offered subprotocol that we speak")
  void firstOfferWeSpeak(String line, String nextLine, String agreed) {
    FakeHandshakeRequest request =
        nextLine == null
            ? good().with("Sec-WebSocket-Protocol", line)
            : good().with("Sec-WebSocket-Protocol", line, nextLine);
    assertThat(rules.judge(request))
        .isEqualTo(new Accepted(ACCEPT, Optional.ofNullable(agreed), List.of()));
  }

  @Test
  @DisplayName("RFC 6455 section 4.1 item 10: a subprotocol that is no token is 400")
  void offersAreTokens() {
    assertBad(
        good().with("Sec-WebSocket-Protocol", "chat", "super chat"),
        "The Sec-WebSocket-Protocol header offers \"super chat\":"
            + " a subprotocol's name is a token, such as chat.");
  }

  @Test
  @DisplayName("What was sent is escaped and cut at 100 characters")
  void valuesAreQuoted() {
    assertThat(sentence(good().with("Upgrade", "<b>\"" + "x".repeat(200))))
        .isEqualTo(
            "The Upgrade header is \"\\x3cb\\x3e\\\""
                + "x".repeat(96)
                + "…\": it must list websocket.");
  }

  private void assertBad(FakeHandshakeRequest request, String sentence) {
    assertThat(rules.judge(request)).isEqualTo(new Refused(400, sentence));
  }

  private void assertUpgradeRequired(FakeHandshakeRequest request, String sentence) {
    Map<String, String> headers =
        Map.of(
            "Sec-WebSocket-Version", "13", //
            "Upgrade", "websocket",
            "Connection", "Upgrade");
    assertThat(rules.judge(request)).isEqualTo(new Refused(426, headers, sentence));
  }

  private int status(FakeHandshakeRequest request) {
    return refused(request).status();
  }

  private String sentence(FakeHandshakeRequest request) {
    return refused(request).sentence();
  }

  private Refused refused(FakeHandshakeRequest request) {
    assertThat(rules.judge(request)).isInstanceOf(Refused.class);
    return (Refused) rules.judge(request);
  }
}
