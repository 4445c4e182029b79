package org.wsbin.step;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.BadParameterException;

class BasicAuthTest {
  private static final String PROOF = "YWRhOnNlY3JldA=="; // ada:secret

  @ParameterizedTest
  @ValueSource(
      strings = {"Basic " + PROOF, "basic " + PROOF, "BASIC   " + PROOF, " Basic " + PROOF})
  @DisplayName("RFC 9110 section 11.1: the scheme may be in any case")
  void whoProvesItIsLetIn(String credentials) {
    FakeOpeningRequest opening = new FakeOpeningRequest().header("Authorization", credentials);
    assertThat(PlayedScenario.reply("basic-auth/ada/secret/echo", opening).instead()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PROOF,
        "Basic",
        "Basic YWRhOnNlY3JldA",
        "Basic ada:secret",
        "Bearer " + PROOF,
        "Basic " + PROOF + " more",
        ""
      })
  void whoDoesNotIsChallenged(String credentials) {
    FakeOpeningRequest opening = new FakeOpeningRequest().header("Authorization", credentials);
    assertThat(PlayedScenario.reply("basic-auth/ada/secret/echo", opening).instead())
        .hasValue(challenge());
  }

  @Test
  void noneAndTwoAreChallengedToo() {
    assertThat(PlayedScenario.reply("basic-auth/ada/secret", new FakeOpeningRequest()).instead())
        .hasValue(challenge());
    FakeOpeningRequest twice =
        new FakeOpeningRequest()
            .header("Authorization", "Basic " + PROOF)
            .header("Authorization", "Basic " + PROOF);
    assertThat(PlayedScenario.reply("basic-auth/ada/secret", twice).instead())
        .hasValue(challenge());
  }

  @Test
  @DisplayName("RFC 7617 section 2.1: the pair is UTF-8, as the challenge says")
  void thePairIsUtf8() {
    String proof = Base64.getEncoder().encodeToString("zoë:schlüs:sel".getBytes(UTF_8));
    FakeOpeningRequest opening = new FakeOpeningRequest().header("Authorization", "Basic " + proof);
    assertThat(PlayedScenario.reply("basic-auth/zo%C3%AB/schl%C3%BCs:sel", opening).instead())
        .isEmpty();
  }

  @Test
  @DisplayName("RFC 7617 section 2: a user's name has no colon")
  void aUserHasNoColon() {
    assertThatThrownBy(() -> PlayedScenario.scenario("basic-auth/a:b/c"))
        .isInstanceOf(BadParameterException.class)
        .hasMessage(
            "Step 1 is basic-auth/{user}/{password}, whose user is \"a:b\";"
                + " allowed is a name without a colon.");
  }

  private static Refused challenge() {
    return new Refused(
        401,
        Map.of("WWW-Authenticate", "Basic realm=\"wsbin\", charset=\"UTF-8\""),
        "This path requires Basic authentication with the user and the password in it.");
  }
}
