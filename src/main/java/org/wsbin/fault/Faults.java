package org.wsbin.fault;

import java.util.ArrayList;
import java.util.List;
import org.wsbin.scenario.Step;
import org.wsbin.settings.Settings.Limits;

/** All faults: the steps whose names begin with fault/. */
public final class Faults implements AutoCloseable {
  private final FaultLog log = new FaultLog();
  private final List<Step> steps = new ArrayList<>();

  /** All faults, with these limits. */
  public Faults(Limits limits) {
    steps.addAll(new HandshakeFaults(log).all(limits.maxFaultDuration()));
    steps.addAll(new FrameFaults(log).all());
  }

  /** One of each, in reading order. */
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  /** Closes the log; waits up to a second for its last lines. */
  @Override
  public void close() {
    log.close();
  }
}
