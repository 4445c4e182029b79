package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginRuleTest {
  private static final Optional<Origin> OWN = Origin.parse("https://wsbin.example");

  private final OriginRule usual = new OriginRule(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://wsbin.example",
        "https://wsbin.example:443",
        "http://localhost:3000",
        "http://127.0.0.1",
        "http://[::1]:8000"
      })
  @DisplayName("RFC 6455 section 10.2: its own origin and loopback ones are always welcome")
  void ownAndLoopbackAreWelcome(String origin) {
    assertThat(usual.objection(List.of(origin), OWN)).isEmpty();
  }

  @Test
  @DisplayName("RFC 6455 section 4.2.1 item 7: no origin is not a browser, and welcome")
  void noneIsWelcome() {
    assertThat(usual.objection(List.of(), OWN)).isEmpty();
    assertThat(usual.objection(List.of(), Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://wsbin.example",
        "https://wsbin.example:8443",
        "https://evil.example",
        "null"
      })
  @DisplayName("RFC 6455 section 10.2: any other origin, an opaque one too, is not allowed")
  void othersAreRefused(String origin) {
    assertThat(usual.objection(List.of(origin), OWN))
        .hasValue(
            "The Origin \""
                + origin
                + "\" is not allowed: the server accepts its own origin, loopback origins, and those in"
                + " --allowed-origins.");
  }

  @Test
  @DisplayName("RFC 6454 section 7.3: a malformed or repeated origin is refused as such")
  void malformedIsRefused() {
    assertThat(usual.objection(List.of("https://wsbin.example/"), OWN))
        .hasValue(
            "The Origin header must be one origin such as https://example.com, not"
                + " \"https://wsbin.example/\".");
    assertThat(usual.objection(List.of("https://wsbin.example", "https://wsbin.example"), OWN))
        .hasValue(
            "The Origin header must be one origin such as https://example.com, not"
                + " \"https://wsbin.example, https://wsbin.example\".");
    assertThat(usual.objection(List.of(""), OWN)).isPresent();
  }

  @Test
  @DisplayName("RFC 6455 section 10.2: without an own origin the others are judged all the same")
  void ownMayBeUnknown() {
    assertThat(usual.objection(List.of("https://wsbin.example"), Optional.empty())).isPresent();
    assertThat(usual.objection(List.of("http://localhost"), Optional.empty())).isEmpty();
  }

  @Test
  @DisplayName("RFC 6455 section 10.2: patterns widen what is welcome")
  void patternsWiden() {
    OriginRule rule = rule("https://a.example", "https://*.b.example");
    assertThat(rule.objection(List.of("https://a.example"), OWN)).isEmpty();
    assertThat(rule.objection(List.of("https://x.b.example"), OWN)).isEmpty();
    assertThat(rule.objection(List.of("https://wsbin.example"), OWN)).isEmpty();
    assertThat(rule.objection(List.of("https://b.example"), OWN)).isPresent();
    assertThat(rule.objection(List.of("null"), OWN)).isPresent();
  }

  @Test
  @DisplayName("RFC 6454 section 7.1: the star welcomes opaque origins too, but no malformed one")
  void starWelcomesAll() {
    OriginRule rule = rule("*");
    assertThat(rule.objection(List.of("https://evil.example"), OWN)).isEmpty();
    assertThat(rule.objection(List.of("null"), OWN)).isEmpty();
    assertThat(rule.objection(List.of("nonsense"), OWN)).isPresent();
  }

  private static OriginRule rule(String... patterns) {
    return new OriginRule(
        List.of(patterns).stream().flatMap(p -> OriginPattern.parse(p).stream()).toList());
  }
}
