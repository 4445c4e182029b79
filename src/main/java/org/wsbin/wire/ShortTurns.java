package org.wsbin.wire;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Keeps one connection with permessage-deflate from making the others wait. To inflate takes long,
 * so it happens in turns: a thread that reads inflates and deflates {@link #MOST_BYTES} at most; a
 * bulk thread goes on, {@link #SLICE_BYTES} at a time, and after each slice it is the turn of the
 * connections behind. So no more connections inflate at a time than there are bulk threads, however
 * many have something to inflate.
 *
 * <p>Most messages are small, and to hand one over costs more than to inflate it. So a thread that
 * polls may read as well, if the connection has earned it: workers do all its reading until {@link
 * #TO_EARN} turns were short, and after a long one until {@link #TO_REGAIN} more were. So a peer
 * with compression bombs, or many that connect anew for each, cannot make the other connections
 * wait.
 */
final class ShortTurns {
  /** More than a message of 16 KiB and its echo, which take about a tenth of a millisecond. */
  static final int MOST_BYTES = 48 * 1024;

  /** A fraction of a millisecond of work. */
  static final int SLICE_BYTES = 64 * 1024;

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

  /** Whether a thread that other connections need may read. */
  boolean earned() {
    return toEarn == 0;
  }

  /**
   * Reads; neither waits nor takes long.
   *
   * @return whether the transport should watch for input
   */
  boolean read(EventGate.Event read) {
    boolean watch = gate.tryRead(() -> turn(read));
    if (gate.hasEventsLeft()) {
      bulk.execute(() -> gate.leave(() -> {}, true));
    }
    return watch;
  }

  /** Goes on with what a turn has left, for one slice; inside the gate. */
  void slice(EventGate.Event goOn) throws IOException {
    limited(SLICE_BYTES, goOn);
  }

  /** Whether the turn or the slice is over. */
  boolean over() {
    return workAtEnd != Long.MAX_VALUE && work.getAsLong() > workAtEnd;
  }

  private void turn(EventGate.Event read) throws IOException {
    long before = work.getAsLong();
    try {
      limited(MOST_BYTES, read);
    } finally {
      boolean isShort = work.getAsLong() - before <= MOST_BYTES;
      toEarn = isShort ? Math.max(0, toEarn - 1) : TO_REGAIN;
    }
  }

  private void limited(int most, EventGate.Event event) throws IOException {
    workAtEnd = work.getAsLong() + most;
    try {
      event.happen();
    } finally {
      workAtEnd = Long.MAX_VALUE;
    }
  }
}
