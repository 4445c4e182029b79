package org.wsbin.fault;

import org.wsbin.scenario.Silence;
import org.wsbin.scenario.StepContext;
import org.wsbin.step.Drop;

/** What the server does after the bytes of a fault, if no other step follows. */
enum Aftermath {
  /** Waits for the client's reaction, for at most {@code --fault-wait}. */
  AWAIT_REACTION {
    @Override
    void follow(StepContext stage) {
      stage.wire().endAfter(stage.limits().faultWait());
    }
  },
  /** Waits likewise, but sends nothing more, not even a close: the client could not parse it. */
  AWAIT_IN_SILENCE {
    @Override
    void follow(StepContext stage) {
      stage.wire().keepSilent(Silence.ALL);
      stage.wire().endAfter(stage.limits().faultWait());
    }
  },
  /** Waits likewise; the bytes were a close. */
  CLOSED {
    @Override
    void follow(StepContext stage) {
      stage.wire().closeSent();
      stage.wire().endAfter(stage.limits().faultWait());
    }
  },
  /** Ends TCP. */
  DROP {
    @Override
    void follow(StepContext stage) {
      Drop.action().start(stage);
    }
  },
  /** Does nothing, for {@code --max-fault-duration}. */
  SILENCE {
    @Override
    void follow(StepContext stage) {
      stage.wire().keepSilent(Silence.ALL);
      stage.wire().endAfter(stage.limits().maxFaultDuration());
    }
  };

  /** Performs it; the connection stays open until this ends it. */
  abstract void follow(StepContext stage);
}
