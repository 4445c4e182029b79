package org.wsbin.limits;

/**
 * What one holder has charged to a {@link MemoryBudget}. Not safe from several threads: its owner
 * guards it.
 */
public final class MemoryAccount {
  private final MemoryBudget budget;
  private long held;

  /** Nothing is charged yet. */
  public MemoryAccount(MemoryBudget budget) {
    this.budget = budget;
  }

  /**
   * Changes what is charged to that many bytes.
   *
   * @return false if the budget has no room for more; then nothing changes
   */
  public boolean tryHold(long bytes) {
    if (bytes <= held) {
      hold(bytes);
      return true;
    }
    boolean charged = budget.charge(bytes - held);
    held = charged ? bytes : held;
    return charged;
  }

  /** Changes what is charged to that many bytes, because they are held already. */
  public void hold(long bytes) {
    if (bytes != held) { // usually nothing is held, and the budget is shared by all threads
      budget.chargeAnyway(bytes - held);
      held = bytes;
    }
  }
}
