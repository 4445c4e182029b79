package org.wsbin.fault;

import java.util.ArrayList;
import java.util.List;
import org.wsbin.scenario.Step;
import org.wsbin.settings.Settings.Limits;

/** Everything that this server does wrong on request: the steps whose names begin with fault/. */
public final class Faults implements AutoCloseable {
  private final FaultLog log = new FaultLog();
  private final List<Step> steps = new ArrayList<>();

  /** All faults, for as long as these limits allow. */
  public Faults(Limits limits) {
    steps.addAll(new HandshakeFaults(log).all(limits.maxFaultDuration()));
    steps.addAll(new FrameFaults(log).all());
  }

  /** One of each, in the order in which a person would read them. */
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  /** Ends the log; what is still to be written is, within a second. */
  @Override
  public void close() {
    log.close();
  }
}
