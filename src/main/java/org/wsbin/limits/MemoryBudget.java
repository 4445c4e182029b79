package org.wsbin.limits;

import java.util.concurrent.atomic.AtomicLong;
import org.wsbin.settings.Settings.Limits;

/**
 * The bytes that are held for all peers together: {@code --memory}. Who holds bytes for a peer
 * charges them here, and gives them back when they are gone. Safe from any thread; never waits.
 */
public final class MemoryBudget {
  /** What a peer is told for whose data the budget has no room. */
  public static final String SPENT = "The server has spent --memory.";

  /** What one connection may need at least. */
  private static final long LEAST = 64 * 1024;

  /** What may be queued for each peer even if nothing is left, so that it gets on. */
  private static final long SHARE = 4 * 1024;

  private final long capacity;
  private final AtomicLong used = new AtomicLong();
  private final AtomicLong queued = new AtomicLong();

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

  /** Notes how much of what is charged waits to be sent: so many bytes more, or fewer. */
  void queuedMore(long bytes) {
    queued.addAndGet(bytes);
  }

  /** The bytes that wait to be sent to all peers. */
  public long queued() {
    return queued.get();
  }

  /** Whether so little is left that a further connection could do nothing. */
  public boolean spent() {
    return left() < Math.min(LEAST, capacity / 16);
  }

  /** The bytes that are left. */
  public long left() {
    return Math.max(0, capacity - used.get());
  }

  /**
   * How many bytes may be queued for one peer before nothing more is read from it: {@code
   * --send-queue}, but at most half of what is left, so that the next peer gets a share; and in any
   * case 4 KiB. So all peers together exceed the budget by little.
   */
  public long mostQueued(Limits limits) {
    return Math.min(limits.sendQueue(), Math.max(SHARE, left() / 2));
  }

  /** The same for data that the server makes itself. */
  public long mostOwn(Limits limits) {
    return Math.min(limits.ownQueue(), mostQueued(limits));
  }

  /** Whether the budget is exceeded, and a queue of that many bytes has its part in that. */
  public boolean exceededBy(long queuedBytes, Limits limits) {
    return queuedBytes > limits.ownQueue() && used.get() > capacity;
  }

  /** The bytes charged now. */
  public long used() {
    return used.get();
  }

  /** All of it: {@code --memory}. */
  public long capacity() {
    return capacity;
  }
}
