package org.wsbin.step;

import org.wsbin.scenario.Action;
import org.wsbin.scenario.StepContext;

/** Lets something answer the peer's messages from now on. */
record ListenAction(StepContext.Listener listener) implements Action {
  @Override
  public void start(StepContext stage) {
    stage.listen(listener);
    stage.stay();
    stage.done();
  }

  @Override
  public boolean listens() {
    return true;
  }
}
