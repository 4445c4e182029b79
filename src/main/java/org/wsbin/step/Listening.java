package org.wsbin.step;

import org.wsbin.scenario.Action;
import org.wsbin.scenario.Stage;

/** Lets something answer the peer's messages from now on. */
record Listening(Stage.Listener listener) implements Action {
  @Override
  public void start(Stage stage) {
    stage.listen(listener);
    stage.stay();
    stage.done();
  }

  @Override
  public boolean listens() {
    return true;
  }
}
