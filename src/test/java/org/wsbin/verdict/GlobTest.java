package org.wsbin.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "Bearer*, Bearer x, true",
    "Bearer*, Bearer, true",
    "Bearer*, bearer x, false",
    "*x, ax, true",
    "*x, xa, false",
    "a*b*c, a1b2c, true",
    "a*b*c, acb, false",
    "ab*ba, aba, false",
    "*, '', true",
    "a**b, ab, true",
    "a, a, true",
    "a, ab, false",
    "a.c, abc, false"
  })
  void aStarStandsForAnything(String pattern, String text, boolean matches) {
    assertThat(Glob.of(pattern).matches(text)).isEqualTo(matches);
  }

  @Test
  void noPatternTakesLong() {
    String text = "a".repeat(8000);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> assertThat(Glob.of("a*".repeat(4000) + "b").matches(text)).isFalse());
    assertThatNoException().isThrownBy(() -> Glob.of("*".repeat(8000)).matches(text));
  }
}
