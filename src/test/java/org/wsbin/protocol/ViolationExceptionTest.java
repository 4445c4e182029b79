package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ViolationExceptionTest {
  private final ViolationException thrown =
      new ViolationException(Rule.TOO_BIG, "That was too much.");

  @Test
  void carriesTheViolation() {
    assertThat(thrown.violation()).isEqualTo(new Violation(Rule.TOO_BIG, "That was too much."));
    assertThat(thrown).hasMessage("That was too much.");
  }

  @Test
  void costsNoStackTrace() {
    assertThat(thrown.getStackTrace()).isEmpty();
    thrown.addSuppressed(new IllegalStateException());
    assertThat(thrown.getSuppressed()).isEmpty();
  }
}
