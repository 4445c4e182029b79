package org.wsbin.endpoint;

import java.util.function.BooleanSupplier;

/**
 * Decides when the container may read from a peer: not while its queue is full, and not before its
 * turn.
 *
 * <p>Threads: the container calls {@link #read}, one call at a time, and may wait there; the other
 * methods are safe from any thread, and do not wait.
 */
final class Reading {
  private final ReadGate gate;
  private final BooleanSupplier full;
  private final ReadTurns.Turn turn;

  /** Reading from a peer, unless {@code full}. */
  Reading(ReadGate gate, ReadTurns turns, BooleanSupplier full) {
    this.gate = gate;
    this.full = full;
    this.turn = turns.of(this::resume);
  }

  /** So many bytes of a message were read. */
  void read(int bytes, boolean last) {
    boolean waits = turn.read(bytes, last);
    if (waits || stopped()) {
      gate.suspendWhile(this::stopped);
    }
  }

  /** Whether nothing may be read now. */
  boolean stopped() {
    return turn.waiting() || full.getAsBoolean();
  }

  /**
   * The queue has room, or the turn has begun. Reading resumes if nothing else forbids it; whoever
   * is later finds that.
   */
  void resume() {
    if (!stopped()) {
      gate.resume();
    }
  }

  /** The connection has ended or is being cut: the container may read what shows it that. */
  void end() {
    turn.end();
    resume();
  }
}
