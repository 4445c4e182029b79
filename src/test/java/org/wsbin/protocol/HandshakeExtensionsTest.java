package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.protocol.FakeHandshakeRequest.good;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.protocol.Extension.Parameter;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.protocol.Verdict.Refused;

/** What {@link HandshakeRules} make of the extensions that a client offers. */
class HandshakeExtensionsTest {
  private final HandshakeRules rules = new HandshakeRules(new OriginRule(List.of()), Set.of());

  @Test
  @DisplayName("RFC 6455 section 9.1: offers are listed in order, known or not")
  void offersAreListed() {
    FakeHandshakeRequest request =
        good().with("Sec-WebSocket-Extensions", "foo, permessage-deflate; a=\"1\"", "bar");
    assertThat(rules.judge(request))
        .isEqualTo(
            new Accepted(
                "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
                Optional.empty(),
                List.of(
                    new Extension("foo", List.of()),
                    new Extension(
                        "permessage-deflate", List.of(new Parameter("a", Optional.of("1")))),
                    new Extension("bar", List.of()))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"permessage-deflate;", "a b", "a; b=", "a; b=c d"})
  @DisplayName("RFC 6455 section 9.1: a header that breaks the grammar is 400")
  void brokenGrammarIsRefused(String line) {
    assertThat(rules.judge(good().with("Sec-WebSocket-Extensions", line)))
        .isEqualTo(
            new Refused(
                400,
                "The Sec-WebSocket-Extensions header is \""
                    + line
                    + "\": it must list names with parameters, such as permessage-deflate;"
                    + " client_max_window_bits."));
  }

  @Test
  @DisplayName("RFC 6455 section 9.1: one broken line of several is 400")
  void oneBrokenLineIsRefused() {
    assertThat(rules.judge(good().with("Sec-WebSocket-Extensions", "foo", "b;")))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.sentence())
                    .startsWith(
                        "The Sec-WebSocket-Extensions header came 2 times, as \"foo, b;\":"));
  }
}
