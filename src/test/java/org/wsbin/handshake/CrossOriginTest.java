package org.wsbin.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.protocol.OriginPattern;
import org.wsbin.protocol.OriginRule;
import org.wsbin.protocol.Verdict.Refused;

class CrossOriginTest {
  private final CrossOrigin crossOrigin =
      new CrossOrigin(new OriginRule(OriginPattern.parse("https://app.example").stream().toList()));
  private final FakeContainer container = new FakeContainer();

  @BeforeEach
  void preflight() {
    container.method = "OPTIONS";
    container.headers.put("Host", List.of("wsbin.example"));
    container.headers.put("Origin", List.of("https://app.example"));
    container.headers.put("Access-Control-Request-Method", List.of("GET"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://app.example", "http://wsbin.example", "http://localhost:3000"})
  @DisplayName("Fetch section 3.3.3: a page that may connect may read, but not with credentials")
  void aWelcomePageMayRead(String origin) {
    container.headers.put("Origin", List.of(origin));
    assertThat(crossOrigin.preflight(container.request(), container.response())).isEmpty();
    assertThat(container.calls).containsExactly("status 204");
    assertThat(container.sent)
        .containsEntry("Access-Control-Allow-Origin", origin)
        .containsEntry("Access-Control-Allow-Methods", "GET, HEAD, POST, DELETE")
        .containsEntry("Vary", "Origin")
        .doesNotContainKeys(
            "Access-Control-Allow-Credentials", "Access-Control-Allow-Private-Network");
  }

  @Test
  void aWelcomePublicPageMayReachAPrivateNetwork() {
    container.headers.put("Access-Control-Request-Private-Network", List.of("true"));
    crossOrigin.preflight(container.request(), container.response());
    assertThat(container.sent).containsEntry("Access-Control-Allow-Private-Network", "true");
  }

  @Test
  void anotherPageMayNot() {
    container.headers.put("Origin", List.of("https://evil.example"));
    container.headers.put("Access-Control-Request-Private-Network", List.of("true"));
    Refused refused =
        crossOrigin.preflight(container.request(), container.response()).orElseThrow();
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.sentence()).startsWith("The Origin \"https://evil.example\" is not allowed");
    crossOrigin.share(container.request(), container.response());
    assertThat(container.sent).containsOnlyKeys("Vary");
  }

  @Test
  void withoutAnOriginThereIsNobodyToShareWith() {
    container.headers.remove("Origin");
    crossOrigin.share(container.request(), container.response());
    assertThat(container.sent).containsOnlyKeys("Vary");
    assertThat(CrossOrigin.isPreflight(container.request())).isFalse();
  }

  @Test
  void aPreflightNamesItsMethod() {
    assertThat(CrossOrigin.isPreflight(container.request())).isTrue();
    container.headers.remove("Access-Control-Request-Method");
    assertThat(CrossOrigin.isPreflight(container.request())).isFalse();
    preflight();
    container.method = "GET";
    assertThat(CrossOrigin.isPreflight(container.request())).isFalse();
  }
}
