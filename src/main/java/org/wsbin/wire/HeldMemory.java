package org.wsbin.wire;

import java.util.Optional;
import org.wsbin.limits.MemoryAccount;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.FrameReceiver;
import org.wsbin.protocol.PerMessageDeflate;
import org.wsbin.settings.Settings.Limits;

/**
 * What one connection holds of {@code --memory}: its queue, part of a frame, and the contexts of
 * zlib. Guarded by its connection's gate.
 */
final class HeldMemory {
  /**
   * What zlib allocates outside of the heap for both directions: 256 KiB to deflate with a window
   * of 32 KiB, 32 KiB and a few tables to inflate (zlib's zconf.h).
   */
  static final long CONTEXTS = 304 * 1024;

  /** How a connection closes for which there is no room. */
  static final CloseStatus SPENT = new CloseStatus(CloseStatus.TRY_AGAIN_LATER, MemoryBudget.SPENT);

  private final MemoryBudget budget;
  private final Limits limits;
  private final Optional<PerMessageDeflate> deflate;
  private final MemoryAccount queue;
  private final MemoryAccount received;

  private boolean closed;

  /** Nothing is held yet. */
  HeldMemory(MemoryBudget budget, Limits limits, Optional<PerMessageDeflate> deflate) {
    this.deflate = deflate;
    this.budget = budget;
    this.limits = limits;
    this.queue = MemoryAccount.ofQueue(budget);
    this.received = new MemoryAccount(budget);
  }

  /** That many bytes are queued now. */
  void queued(long bytes) {
    queue.hold(closed ? 0 : bytes);
  }

  /** How many bytes may be queued before nothing more is read from the peer. */
  long mostQueued() {
    return budget.mostQueued(limits);
  }

  /** The same for data that the server makes itself. */
  long mostOwn() {
    return budget.mostOwn(limits);
  }

  /** Whether the budget is exceeded, and a queue of that many bytes has its part in that. */
  boolean exceeded(long queuedBytes) {
    return budget.exceededBy(queuedBytes, limits);
  }

  /**
   * Charges what is held of the peer's messages: part of a frame, what was read and not handled
   * yet, and the contexts of zlib during a compressed message, or always if one outlasts it.
   *
   * @return false if the budget has no room for it
   */
  boolean received(FrameReceiver receiver, int restBytes) {
    if (closed) {
      return true;
    }
    boolean unfinished = receiver.insideFrame() || receiver.insideMessage();
    boolean inUse = deflate.filter(agreed -> unfinished || agreed.takesOver()).isPresent();
    return received.tryHold(receiver.heldBytes() + restBytes + (inUse ? CONTEXTS : 0));
  }

  /** The connection has ended: nothing is charged any more. */
  void close() {
    closed = true;
    queue.hold(0);
    received.hold(0);
  }
}
