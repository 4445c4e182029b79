package org.wsbin.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.protocol.HandshakeRules;
import org.wsbin.protocol.OriginRule;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.HandshakeReply.Compression;
import org.wsbin.settings.AddressRange;

class InspectionTest {
  private static final HandshakeRules RULES =
      new HandshakeRules(new OriginRule(List.of()), Set.of("chat"));

  private static final Routes ROUTES =
      new Routes(
          Map.of(),
          Map.of(
              "/ws/",
              (path, query) -> {
                if (!path.equals("echo")) {
                  throw new BadParameterException("There is no step " + path + ".");
                }
                return Route.to(Engine.CONTAINER, null, Compression.NONE);
              }),
          List.of(),
          List.of());

  private final FakeContainer container = new FakeContainer();

  @BeforeEach
  void host() {
    container.headers.put("Host", List.of("wsbin.example"));
  }

  @Test
  void aPlainGetIsJudgedAsIfItWereAHandshake() {
    container.headers.put("Connection", List.of("keep-alive"));
    assertThat(inspect())
        .containsEntry("request", "GET /wsbin/wire/echo HTTP/1.1")
        .containsEntry(
            "headers",
            List.of(List.of("Host", "wsbin.example"), List.of("Connection", "keep-alive")))
        .containsEntry("client", "192.0.2.1")
        .containsEntry("scheme", "http")
        .containsEntry("host", "wsbin.example")
        .containsEntry("ownOrigin", Optional.of("http://wsbin.example:80"))
        .containsEntry("origin", Optional.empty())
        .containsEntry(
            "handshake",
            Map.of(
                "path",
                Optional.empty(),
                "assumed",
                List.of("connection", "sec-websocket-key", "sec-websocket-version", "upgrade"),
                "status",
                101,
                "why",
                Optional.empty()));
  }

  @Test
  void theOriginOfAPageIsJudgedWhichABrowserDoesNotSendToThePagesOwnServer() {
    container.query = "origin=https%3A%2F%2Fevil.example";
    assertThat(handshake().get("status")).isEqualTo(403);
    assertThat(handshake().get("why").toString()).contains("https://evil.example");
    assertThat(handshake().get("assumed").toString()).contains("origin");
    container.query = "origin=http%3A%2F%2Fwsbin.example";
    assertThat(handshake().get("status")).isEqualTo(101);
  }

  @ParameterizedTest
  @CsvSource({
    "path=/ws/echo%3Ftoken=1, 101, Optional.empty",
    "path=/ws/nope, 400, Optional[There is no step nope.]",
    "path=/ws/nope&origin=https%3A%2F%2Fevil.example, 400, Optional[There is no step nope.]",
    "path=/nowhere, 404, 'Optional[There is nothing at \"/nowhere\"; the WebSocket paths are /ws/….]'",
    "path=/ws/echo%3F%25, 400, 'Optional[The query contains \"%\"'"
  })
  void aPathIsJudgedBeforeTheHeaders(String query, int status, String why) {
    container.query = query;
    assertThat(handshake().get("status")).isEqualTo(status);
    assertThat(handshake().get("why").toString()).startsWith(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orgin=https://x.example", "path=a&path=b"})
  void aWrongQueryIsRefused(String query) {
    container.query = query;
    assertThatThrownBy(this::inspect).isInstanceOf(BadParameterException.class);
  }

  @Test
  void aProxyMayAddConnectionUpgradeToEveryRequest() {
    container.headers.put("Connection", List.of("upgrade"));
    assertThat(handshake().get("status")).isEqualTo(101);
  }

  @Test
  void aHandshakeThatLostItsUpgradeIsJudgedAsItArrived() {
    container.headers.put("Sec-WebSocket-Key", List.of("dGhlIHNhbXBsZSBub25jZQ=="));
    container.headers.put("Sec-WebSocket-Version", List.of("13"));
    assertThat(handshake().get("status")).isEqualTo(400);
    assertThat(handshake().get("assumed")).isEqualTo(List.of());
    assertThat(handshake().get("why").toString()).contains("proxy_set_header Upgrade");
  }

  @Test
  void aForeignOriginLearnsWhatItWasComparedWith() {
    container.headers.put("Origin", List.of("https://wsbin.example"));
    container.headers.put("X-Forwarded-Proto", List.of("https"));
    assertThat(inspect())
        .containsEntry("origin", Optional.of("https://wsbin.example"))
        .containsEntry("scheme", "http");
    assertThat(handshake().get("status")).isEqualTo(403);
    assertThat(handshake().get("why").toString())
        .contains("http://wsbin.example:80", "X-Forwarded-Proto: https is not trusted");
    assertThat(inspect().get("proxy"))
        .isEqualTo(
            Map.of(
                "peer",
                "192.0.2.1",
                "trusted",
                false,
                "ignored",
                Optional.of("X-Forwarded-Proto: https")));
  }

  @Test
  void aTrustedProxyIsNamedBesideItsClient() {
    container.headers.put("Origin", List.of("https://wsbin.example"));
    container.headers.put("X-Forwarded-Proto", List.of("https"));
    container.headers.put("X-Forwarded-For", List.of("203.0.113.7"));
    ClientView.note(container.request(), AddressRange.parse("192.0.2.1").stream().toList());
    assertThat(inspect())
        .containsEntry("client", "203.0.113.7")
        .containsEntry("scheme", "https")
        .containsEntry(
            "proxy", Map.of("peer", "192.0.2.1", "trusted", true, "ignored", Optional.empty()));
    assertThat(handshake().get("status")).isEqualTo(101);
  }

  private Map<String, Object> inspect() {
    return Inspection.of(container.request(), RULES, ROUTES);
  }

  private Map<?, ?> handshake() {
    return (Map<?, ?>) inspect().get("handshake");
  }
}
