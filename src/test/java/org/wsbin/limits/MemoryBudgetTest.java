package org.wsbin.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Settings.Limits;
import org.wsbin.settings.Source;

class MemoryBudgetTest {
  private final MemoryBudget budget = new MemoryBudget(100);

  @Test
  void whatDoesNotFitIsRefusedAndNotCharged() {
    assertThat(budget.charge(100)).isTrue();
    assertThat(budget.charge(1)).isFalse();
    assertThat(budget.used()).isEqualTo(100);
    budget.giveBack(1);
    assertThat(budget.charge(1)).isTrue();
  }

  @Test
  void aQueueMayTakeHalfOfWhatIsLeft() {
    Limits limits = Settings.load(List.of(Source.flags(Map.of("send-queue", "16m")))).limits();
    MemoryBudget large = new MemoryBudget(64L << 20);
    assertThat(large.mostQueued(limits)).isEqualTo(16L << 20);
    large.chargeAnyway(44L << 20);
    assertThat(large.mostQueued(limits)).isEqualTo(10L << 20);
    assertThat(large.exceededBy(65 << 10, limits)).isFalse();
    assertThat(large.mostOwn(limits)).as("what the server itself may send").isEqualTo(64 << 10);
    large.chargeAnyway(21L << 20);
    assertThat(large.mostQueued(limits)).as("nothing is left").isEqualTo(4 << 10);
    assertThat(large.mostOwn(limits)).isEqualTo(4 << 10);
    assertThat(large.exceededBy(65 << 10, limits)).isTrue();
    assertThat(large.exceededBy(64 << 10, limits)).isFalse();
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
