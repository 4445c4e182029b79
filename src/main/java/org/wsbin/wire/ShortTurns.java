package org.wsbin.wire;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Lets a thread that other connections need, such as one that polls, read from a connection with
 * permessage-deflate. Most messages are small, and to hand one over costs more than to inflate it.
 *
 * <p>A turn is short if it inflates and deflates {@link #MOST_BYTES} at most; a longer one stops
 * there, and a bulk thread goes on. A connection must earn such turns: workers do all its reading
 * until {@link #TO_EARN} turns were short, and after a long one until {@link #TO_REGAIN} more were.
 * So a peer with compression bombs, or many that connect anew for each, cannot make the other
 * connections wait.
 */
final class ShortTurns {
  /** More than a message of 16 KiB and its echo, which take about a tenth of a millisecond. */
  static final int MOST_BYTES = 48 * 1024;

  static final int TO_EARN = 8;

  static final int TO_REGAIN = 64;

  private final EventGate gate;
  private final Executor bulk;
  private final LongSupplier work;

  /** How much work may have been done when this turn ends; guarded by the gate. */
  private long workAtEnd = Long.MAX_VALUE;

  /** How many short turns are still to come; written in the gate. */
  private volatile int toEarn = TO_EARN;

  /**
   * For one connection.
   *
   * @param bulk threads for longer work
   * @param work what inflating and deflating took so far, in bytes; called inside the gate
   */
  ShortTurns(EventGate gate, Executor bulk, LongSupplier work) {
    this.gate = gate;
    this.bulk = bulk;
    this.work = work;
  }

  /** Whether the connection has earned short turns. */
  boolean earned() {
    return toEarn == 0;
  }

  /**
   * Reads. If the connection has earned it, this neither waits nor takes long.
   *
   * @param resume makes the transport watch for input again
   * @return whether the transport should watch for input
   */
  boolean read(EventGate.Event read, Runnable resume) {
    if (!earned()) {
      return gate.read(() -> turn(read, Long.MAX_VALUE));
    }
    EventGate.Attempt attempt = gate.tryRead(() -> turn(read, MOST_BYTES));
    if (attempt == EventGate.Attempt.BUSY) {
      bulk.execute(
          () -> {
            if (gate.read(() -> turn(read, Long.MAX_VALUE))) {
              resume.run();
            }
          });
    } else if (gate.hasEventsLeft()) {
      bulk.execute(() -> gate.leave(() -> {}, true));
    }
    return attempt == EventGate.Attempt.WATCH;
  }

  /** Writes; if the connection has earned short turns, another thread does that. */
  void write(EventGate.Event write) {
    if (earned()) {
      bulk.execute(() -> gate.leave(write, true));
    } else {
      gate.enter(write);
    }
  }

  /** Whether a short turn is over. */
  boolean over() {
    return workAtEnd != Long.MAX_VALUE && work.getAsLong() > workAtEnd;
  }

  private void turn(EventGate.Event read, long most) throws IOException {
    long before = work.getAsLong();
    workAtEnd = most == Long.MAX_VALUE ? most : before + most;
    try {
      read.happen();
    } finally {
      workAtEnd = Long.MAX_VALUE;
      boolean isShort = work.getAsLong() - before <= MOST_BYTES;
      toEarn = isShort ? Math.max(0, toEarn - 1) : TO_REGAIN;
    }
  }
}
