package org.wsbin.wire;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Keeps one connection with permessage-deflate from making the others wait. To inflate takes long,
 * so it happens in turns, each of which ends when it has cost {@link #MOST_COST}. The first turn is
 * that of the thread that reads. If it leaves something, a thread of the pool for inflating goes
 * on, and after each turn it serves the connections behind. So no more threads inflate for long
 * than there are in the pool, however many connections have something to inflate.
 *
 * <p>Most messages are small, and to hand one over costs more than to inflate it. So a thread that
 * polls may read as well, if the connection has earned it: workers do all its reading until {@link
 * #TO_EARN} turns were short, and after a long one until {@link #TO_REGAIN} more were. So a peer
 * with compression bombs, or many that connect anew for each, cannot make the other connections
 * wait.
 */
final class ShortTurns {
  /**
   * More than a message of 16 KiB of JSON and its echo; some tenths of a millisecond, in inflated
   * bytes. What one call of the behaviour sends may exceed it.
   */
  static final int MOST_COST = 192 * 1024;

  static final int TO_EARN = 8;

  static final int TO_REGAIN = 64;

  private final EventGate gate;
  private final Executor bulk;
  private final LongSupplier cost;

  /** The cost at which this turn ends; guarded by the gate, as is what follows. */
  private long costAtEnd = Long.MAX_VALUE;

  private boolean furtherTurn;

  /** Whether a bulk thread is on its way to what others left. */
  private final AtomicBoolean handedOn = new AtomicBoolean();

  /** How many short turns are still to come; written in the gate. */
  private volatile int toEarn = TO_EARN;

  /**
   * For one connection.
   *
   * @param bulk threads for what others left during a turn
   * @param cost what inflating and deflating cost so far; called inside the gate
   */
  ShortTurns(EventGate gate, Executor bulk, LongSupplier cost) {
    this.gate = gate;
    this.bulk = bulk;
    this.cost = cost;
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
    boolean watch = gate.tryRead(() -> firstTurn(read));
    handOn();
    return watch;
  }

  /** Writes; neither waits nor takes long. */
  void write(EventGate.Event write) {
    gate.leaveAlone(write);
    handOn();
  }

  /** What others left is a bulk thread's, which may take long. */
  private void handOn() {
    if (gate.hasEventsLeft() && handedOn.compareAndSet(false, true)) {
      bulk.execute(
          () -> {
            handedOn.set(false);
            gate.leave(() -> {}, true);
          });
    }
  }

  /** Goes on with what a turn has left; inside the gate, by a thread that inflates. */
  void furtherTurn(EventGate.Event goOn) throws IOException {
    furtherTurn = true;
    try {
      limited(goOn);
    } finally {
      furtherTurn = false;
    }
  }

  /** Whether the turn is over; a further one also pauses for what others left after it began. */
  boolean over() {
    if (costAtEnd == Long.MAX_VALUE) {
      return false;
    }
    long now = cost.getAsLong();
    boolean begun = now > costAtEnd - MOST_COST; // else it might never do anything
    return now > costAtEnd || (furtherTurn && begun && gate.hasEventsLeft());
  }

  private void firstTurn(EventGate.Event read) throws IOException {
    long before = cost.getAsLong();
    try {
      limited(read);
    } finally {
      boolean isShort = cost.getAsLong() - before <= MOST_COST;
      toEarn = isShort ? Math.max(0, toEarn - 1) : TO_REGAIN;
    }
  }

  private void limited(EventGate.Event event) throws IOException {
    costAtEnd = cost.getAsLong() + MOST_COST;
    try {
      event.happen();
    } finally {
      costAtEnd = Long.MAX_VALUE;
    }
  }
}
