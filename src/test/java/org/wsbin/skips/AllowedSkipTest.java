package org.wsbin.skips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedSkipTest {
  private static final AllowedSkip LINE =
      AllowedSkip.parse("it.LivenessIT.pings* | jetty* | Jetty cannot send a ping");

  @ParameterizedTest
  @CsvSource({
    "it.LivenessIT.pingsGoOut, jetty-12.1-ee10, true",
    "it.LivenessIT.pingsGoOut, tomcat-11, false",
    "it.LivenessIT.other, jetty-12.1-ee10, false",
    "it.LivenessIT, jetty-12.1-ee10, false",
    "it-LivenessIT.pingsGoOut, jetty-12.1-ee10, false"
  })
  void testAndServerMustMatch(String test, String server, boolean allowed) {
    Skip skip = new Skip(test, server, "Assumption failed: Jetty cannot send a ping there");
    assertThat(LINE.allows(skip)).isEqualTo(allowed);
  }

  @Test
  void anotherReasonIsNotAllowed() {
    assertThat(LINE.allows(new Skip("it.LivenessIT.pingsGoOut", "jetty", "It is slow."))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"it.LivenessIT", "it.LivenessIT | jetty", "a | b | c | d", "a | b | "})
  void aLineHasThreeParts(String line) {
    assertThatThrownBy(() -> AllowedSkip.parse(line)).hasMessageContaining(line);
  }

  @Test
  void everyLineOfTheListCanBeRead() {
    assertThat(SkipListener.list()).isNotEmpty().doesNotHaveDuplicates();
  }
}
