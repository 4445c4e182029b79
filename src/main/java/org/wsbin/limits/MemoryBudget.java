package org.wsbin.limits;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that are held for all peers together: {@code --memory}. Who holds bytes for a peer
 * charges them here, and gives them back when they are gone. Safe from any thread; never waits.
 */
public final class MemoryBudget {
  private final long capacity;
  private final AtomicLong used = new AtomicLong();
  private final AtomicLong refusals = new AtomicLong();

  /** Nothing is charged yet. */
  public MemoryBudget(long capacity) {
    this.capacity = capacity;
  }

  /**
   * Charges that many bytes.
   *
   * @return false if they would exceed the budget; then nothing is charged
   */
  public boolean charge(long bytes) {
    if (used.addAndGet(bytes) > capacity) {
      used.addAndGet(-bytes);
      refusals.incrementAndGet();
      return false;
    }
    return true;
  }

  /** Charges bytes that are already held, whatever is left. */
  public void chargeAnyway(long bytes) {
    used.addAndGet(bytes);
  }

  /** Gives back that many bytes that were charged. */
  public void giveBack(long bytes) {
    used.addAndGet(-bytes);
  }

  /** Whether nothing is left. */
  public boolean spent() {
    return used.get() >= capacity;
  }

  /** The bytes that are left. */
  public long left() {
    return Math.max(0, capacity - used.get());
  }

  /** The bytes charged now. */
  public long used() {
    return used.get();
  }

  /** All of it: {@code --memory}. */
  public long capacity() {
    return capacity;
  }

  /** How often a charge was refused. */
  public long refusals() {
    return refusals.get();
  }
}
