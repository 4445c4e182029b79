package org.wsbin.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryAccountTest {
  private final MemoryBudget budget = new MemoryBudget(100);
  private final MemoryAccount one = new MemoryAccount(budget);
  private final MemoryAccount other = new MemoryAccount(budget);

  @Test
  void onlyTheDifferenceIsCharged() {
    assertThat(one.tryHold(60)).isTrue();
    assertThat(other.tryHold(41)).isFalse();
    assertThat(budget.used()).isEqualTo(60);
    assertThat(one.tryHold(20)).isTrue();
    assertThat(other.tryHold(80)).isTrue();
    assertThat(budget.left()).isZero();
    assertThat(budget.spent()).isTrue();
    assertThat(one.tryHold(10)).as("less is always possible").isTrue();
    assertThat(budget.used()).isEqualTo(90);
  }

  @Test
  void whatIsHeldAlreadyIsChargedInAnyCase() {
    one.hold(200);
    assertThat(budget.used()).isEqualTo(200);
    assertThat(budget.left()).isZero();
    one.hold(0);
    assertThat(budget.used()).isZero();
  }
}
