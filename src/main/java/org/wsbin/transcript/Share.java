package org.wsbin.transcript;

import java.util.concurrent.atomic.AtomicLong;
import org.wsbin.limits.MemoryBudget;

/**
 * The share of {@code --memory} that all transcripts together may hold, so that they cannot keep
 * connections out. Safe from any thread; never waits.
 */
final class Share {
  /** All of the budget, divided by the share. */
  private static final int PARTS = 4;

  private final MemoryBudget budget;
  private final long most;
  private final AtomicLong held = new AtomicLong();

  Share(MemoryBudget budget) {
    this.budget = budget;
    this.most = budget.capacity() / PARTS;
  }

  /** Takes that many bytes; false if the share, or the budget, has no room for them. */
  boolean take(long bytes) {
    if (held.addAndGet(bytes) > most || !budget.charge(bytes)) {
      held.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  void giveBack(long bytes) {
    held.addAndGet(-bytes);
    budget.giveBack(bytes);
  }

  /** Whether that many bytes are free. */
  boolean hasRoomFor(long bytes) {
    return held.get() + bytes <= most;
  }
}
