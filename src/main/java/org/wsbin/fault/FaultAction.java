package org.wsbin.fault;

import java.util.Optional;
import org.wsbin.fault.ConnectionStats.Awaits;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.StepContext;

/** A fault on one connection: its action, and one line in the log at the end. */
final class FaultAction implements Action {
  private final Action action;
  private final ConnectionStats seen;

  /** Set on any thread, and read on the one that ends the connection. */
  private volatile boolean started;

  /**
   * A fault that has not started.
   *
   * @param label the fault with its value, for the log
   * @param action its action
   */
  FaultAction(String label, Action action, Awaits awaits, FaultLog log) {
    this.action = action;
    this.seen =
        new ConnectionStats(
            awaits,
            stats -> {
              if (started) {
                log.ended(label, stats);
              }
            });
  }

  @Override
  public void start(StepContext context) {
    started = true;
    action.start(context);
  }

  @Override
  public Optional<ConnectionObserver> observer() {
    return Optional.of(seen);
  }
}
