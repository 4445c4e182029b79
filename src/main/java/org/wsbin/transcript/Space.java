package org.wsbin.transcript;

import org.wsbin.limits.MemoryBudget;

/** What one transcript holds, charged to the budget. Safe from any thread. */
final class Space {
  private final MemoryBudget budget;
  private final long most;
  private long held;
  private boolean released;

  /**
   * Nothing is held yet.
   *
   * @param most the most bytes of one transcript: {@code --transcript-bytes}
   */
  Space(MemoryBudget budget, long most) {
    this.budget = budget;
    this.most = most;
  }

  /** Takes that many bytes; false if there is no room, or the transcript is gone. */
  synchronized boolean take(long bytes) {
    if (released || held + bytes > most || !budget.charge(bytes)) {
      return false;
    }
    held += bytes;
    return true;
  }

  /** Gives all of it back, for ever. */
  synchronized void release() {
    released = true;
    budget.giveBack(held);
    held = 0;
  }
}
