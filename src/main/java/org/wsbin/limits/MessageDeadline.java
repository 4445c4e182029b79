package org.wsbin.limits;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long the peer takes for an unfinished message: {@code --message-timeout}. Time in which the
 * server itself does not read does not count.
 *
 * <p>Threads: one at a time calls {@link #received}; one at a time, perhaps another one, calls
 * {@link #over}.
 */
public final class MessageDeadline {
  private static final VarHandle UNFINISHED = field("unfinished", boolean.class);
  private static final VarHandle FINISHED = field("finished", int.class);

  private final long most;
  private final LongSupplier nanos;

  // written by the thread that receives, without waiting for others to see it
  private volatile boolean unfinished;
  private volatile int finished;

  // of the thread that checks
  private int seen;
  private boolean seenUnfinished;
  private long spent;
  private long lookedAt;

  /** A connection without a message; {@code most} of 0 means no limit. */
  public MessageDeadline(Duration most, LongSupplier nanos) {
    this.most = most.toNanos();
    this.nanos = nanos;
    this.lookedAt = nanos.getAsLong();
  }

  private static VarHandle field(String name, Class<?> type) {
    try {
      return MethodHandles.lookup().findVarHandle(MessageDeadline.class, name, type);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Something of a message arrived.
   *
   * @param end whether the message is complete
   */
  public void received(boolean end) {
    UNFINISHED.setRelease(this, !end);
    if (end) {
      FINISHED.setRelease(this, (int) FINISHED.get(this) + 1);
    }
  }

  /** Sets whether a message is unfinished, whatever has arrived of it. */
  public void unfinished(boolean now) {
    UNFINISHED.setRelease(this, now);
  }

  /** Whether a message is unfinished. */
  public boolean unfinished() {
    return unfinished;
  }

  /**
   * Whether the time is over; to be called regularly. The time begins with the first call that
   * finds the message, and a message that ends before the next call has none.
   *
   * @param reading whether the server has been reading from the peer
   */
  public boolean over(boolean reading) {
    long now = nanos.getAsLong();
    int count = finished;
    boolean isUnfinished = unfinished;
    boolean sameMessage = isUnfinished && seenUnfinished && count == seen;
    spent = sameMessage ? spent + (reading ? now - lookedAt : 0) : 0;
    seen = count;
    seenUnfinished = isUnfinished;
    lookedAt = now;
    return most > 0 && spent > most;
  }
}
