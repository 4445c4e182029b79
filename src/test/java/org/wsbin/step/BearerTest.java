package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.BadParameterException;

class BearerTest {

  @ParameterizedTest
  @ValueSource(strings = {"Bearer abc123", "bearer abc123", "Bearer  abc123"})
  void theTokenLetsIn(String credentials) {
    FakeOpeningRequest opening = new FakeOpeningRequest().header("Authorization", credentials);
    assertThat(PlayedScenario.reply("bearer/abc123/echo", opening).instead()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer abc", "Bearer ABC123", "abc123", "Basic abc123", "Bearer", ""})
  void anythingElseIsChallenged(String credentials) {
    FakeOpeningRequest opening = new FakeOpeningRequest().header("Authorization", credentials);
    assertThat(PlayedScenario.reply("bearer/abc123/echo", opening).instead())
        .hasValue(
            new Refused(
                401,
                Map.of("WWW-Authenticate", "Bearer realm=\"wsbin\""),
                "This path requires the bearer token in it."));
  }

  @Test
  void aSlashOfATokenIsEncoded() {
    FakeOpeningRequest opening = new FakeOpeningRequest().header("Authorization", "Bearer a/b+c==");
    assertThat(PlayedScenario.reply("bearer/a%2Fb+c==/echo", opening).instead()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%20b", "a=b", "==", "%C3%A9", "a%0D%0A"})
  void whatIsNoTokenIsRefused(String token) {
    assertThatThrownBy(() -> PlayedScenario.scenario("bearer/" + token))
        .isInstanceOf(BadParameterException.class)
        .hasMessageStartingWith("Step 1 is bearer/{token}, whose token is ")
        .hasMessageEndingWith(
            "allowed is letters, digits and -._~+/, optionally with = at the end.");
  }
}
