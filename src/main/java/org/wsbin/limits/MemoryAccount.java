package org.wsbin.limits;

/**
 * What one holder has charged to a {@link MemoryBudget}. Not safe from several threads: its owner
 * guards it.
 */
public final class MemoryAccount {
  private final MemoryBudget budget;
  private final boolean queue;
  private long held;

  /** Nothing is charged yet. */
  public MemoryAccount(MemoryBudget budget) {
    this(budget, false);
  }

  private MemoryAccount(MemoryBudget budget, boolean queue) {
    this.budget = budget;
    this.queue = queue;
  }

  /** The account of what waits to be sent; nothing is charged yet. */
  public static MemoryAccount ofQueue(MemoryBudget budget) {
    return new MemoryAccount(budget, true);
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
      if (queue) {
        budget.queuedMore(bytes - held);
      }
      held = bytes;
    }
  }
}
