package org.wsbin.endpoint;

import java.util.concurrent.atomic.AtomicReference;

/**
 * How far a connection of the container's engine has come, and since when. Safe from any thread: a
 * phase and its time are one value, so that nobody sees the one without the other.
 */
final class SessionState {
  /** The phases that a connection passes, in this order only. */
  private enum Phase {
    OPEN,
    /** A close is queued or sent: what comes in is ignored. */
    CLOSING,
    /** The peer no longer takes part: the connection is being cut. */
    CUT,
    ENDED
  }

  /** What is true now; the time is of the timer's clock, in nanoseconds. */
  private record Status(Phase phase, long since) {}

  private final AtomicReference<Status> status;

  SessionState(long now) {
    this.status = new AtomicReference<>(new Status(Phase.OPEN, now));
  }

  boolean open() {
    return status.get().phase() == Phase.OPEN;
  }

  /** Whether a close has been under way for longer than that, and nothing worse has happened. */
  boolean closingFor(long nanos, long now) {
    Status read = status.get();
    return read.phase() == Phase.CLOSING && now - read.since() > nanos;
  }

  /** A close is queued; gives whether it is the first. */
  boolean startClosing(long now) {
    return pass(Phase.CLOSING, now);
  }

  /** The close frame has left only now, so that its answer is awaited from now on. */
  void closeSent(long now) {
    status.updateAndGet(
        read -> read.phase() == Phase.CLOSING ? new Status(Phase.CLOSING, now) : read);
  }

  /** The connection is being cut; gives whether that is news. */
  boolean startCutting(long now) {
    return pass(Phase.CUT, now);
  }

  void ended(long now) {
    pass(Phase.ENDED, now);
  }

  /** Whether the phase is later than the one before, which it replaces. */
  private boolean pass(Phase phase, long now) {
    Status before =
        status.getAndUpdate(
            read -> read.phase().compareTo(phase) < 0 ? new Status(phase, now) : read);
    return before.phase().compareTo(phase) < 0;
  }
}
