package org.wsbin.endpoint;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The phase of a connection of the container's engine, and its start. Safe from any thread: a phase
 * and its time are one atomic value.
 */
final class SessionState {
  /** The phases of a connection, in this order only. */
  private enum Phase {
    OPEN,
    /** A close is queued or sent: incoming data is ignored. */
    CLOSING,
    /** The peer does not respond any more: the connection is being cut. */
    CUT,
    ENDED
  }

  /** The current phase; the time is from the timer's clock, in nanoseconds. */
  private record Status(Phase phase, long since) {}

  private final AtomicReference<Status> status;

  SessionState(long now) {
    this.status = new AtomicReference<>(new Status(Phase.OPEN, now));
  }

  boolean open() {
    return status.get().phase() == Phase.OPEN;
  }

  /** Whether a close is queued or sent, and no end has come. */
  boolean closing() {
    return status.get().phase() == Phase.CLOSING;
  }

  /** Whether the phase has been closing for longer than that. */
  boolean closingFor(long nanos, long now) {
    Status read = status.get();
    return read.phase() == Phase.CLOSING && now - read.since() > nanos;
  }

  /** A close is queued; returns whether it is the first. */
  boolean startClosing(long now) {
    return pass(Phase.CLOSING, now);
  }

  /** The close frame was sent only now; the time for its answer starts now. */
  void closeSent(long now) {
    status.updateAndGet(
        read -> read.phase() == Phase.CLOSING ? new Status(Phase.CLOSING, now) : read);
  }

  /** The connection is being cut; returns whether this is new. */
  boolean startCutting(long now) {
    return pass(Phase.CUT, now);
  }

  void end(long now) {
    pass(Phase.ENDED, now);
  }

  /** Whether the container has said that the connection is closed. */
  boolean ended() {
    return status.get().phase() == Phase.ENDED;
  }

  /** Whether that was longer ago. */
  boolean endedFor(long nanos, long now) {
    return ended() && now - status.get().since() > nanos;
  }

  /** Moves to a later phase; returns whether it was later than the current one. */
  private boolean pass(Phase phase, long now) {
    Status before =
        status.getAndUpdate(
            read -> read.phase().compareTo(phase) < 0 ? new Status(phase, now) : read);
    return before.phase().compareTo(phase) < 0;
  }
}
