package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ViolationTest {

  @ParameterizedTest
  @EnumSource(Rule.class)
  @DisplayName("RFC 6455 section 7.1.7: the close carries the rule's code and the sentence")
  void closeSaysWhatWasViolated(Rule rule) {
    assertThat(new Violation(rule, "That was wrong.").close())
        .isEqualTo(new CloseStatus(rule.closeCode(), "That was wrong."));
  }

  @Test
  @DisplayName("RFC 6455 section 5.5: a long sentence is cut to what a close frame holds")
  void longSentenceIsCut() {
    assertThat(new Violation(Rule.MASKING, "x".repeat(200)).close().reason()).hasSize(123);
  }
}
