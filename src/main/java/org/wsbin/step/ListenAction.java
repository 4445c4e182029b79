package org.wsbin.step;

import org.wsbin.scenario.Action;
import org.wsbin.scenario.StepContext;

/** Sets a listener that answers the peer's messages from now on. */
record ListenAction(StepContext.Listener listener) implements Action {
  @Override
  public void start(StepContext context) {
    context.listen(listener);
    context.stay();
    context.done();
  }

  @Override
  public boolean listens() {
    return true;
  }
}
