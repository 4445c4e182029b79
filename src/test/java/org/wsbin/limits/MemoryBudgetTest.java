package org.wsbin.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private final MemoryBudget budget = new MemoryBudget(100);

  @Test
  void whatDoesNotFitIsRefusedAndNotCharged() {
    assertThat(budget.charge(100)).isTrue();
    assertThat(budget.charge(1)).isFalse();
    assertThat(budget.used()).isEqualTo(100);
    assertThat(budget.refusals()).isEqualTo(1);
    budget.giveBack(1);
    assertThat(budget.charge(1)).isTrue();
  }

  @Test
  void whatIsHeldAlreadyIsChargedInAnyCase() {
    budget.chargeAnyway(101);
    assertThat(budget.used()).isEqualTo(101);
    assertThat(budget.charge(1)).isFalse();
    budget.giveBack(101);
    assertThat(budget.used()).isZero();
  }
}
