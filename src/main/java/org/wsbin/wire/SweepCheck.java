package org.wsbin.wire;

/**
 * The check of a connection at each sweep, on the timer's thread, which never waits. If another
 * thread is inside the gate, that one checks: of a connection that is nearly always busy the timer
 * would find none that is free.
 */
final class SweepCheck {
  private final EventGate gate;

  /** Whether the thread inside is to check. */
  private volatile boolean left;

  SweepCheck(EventGate gate) {
    this.gate = gate;
  }

  /**
   * Checks, or leaves that to the thread inside.
   *
   * @return whether it is left
   */
  boolean sweep(EventGate.Event check) {
    EventGate.Event event = left ? () -> {} : check; // who enters runs what is left
    if (!gate.tryEnter(event) && !left) {
      left = true;
      gate.leave(
          () -> {
            left = false;
            check.happen();
          });
    }
    return left;
  }
}
