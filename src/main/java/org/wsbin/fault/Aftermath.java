package org.wsbin.fault;

import org.wsbin.scenario.Silence;
import org.wsbin.scenario.StepContext;
import org.wsbin.step.Drop;

/** What the server does when the bytes of a fault have left, and no other step follows. */
enum Aftermath {
  /** Waits for the client's reaction, {@code --fault-wait} at most. */
  AWAIT_REACTION {
    @Override
    void follow(StepContext stage) {
      stage.wire().endAfter(stage.limits().faultWait());
    }
  },
  /** The same, but sends nothing more, not even a close: the client would not understand it. */
  AWAIT_IN_SILENCE {
    @Override
    void follow(StepContext stage) {
      stage.wire().keepSilent(Silence.ALL);
      stage.wire().endAfter(stage.limits().faultWait());
    }
  },
  /** The same, having closed with these bytes. */
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
  /** Nothing, for as long as {@code --max-fault-duration} allows. */
  SILENCE {
    @Override
    void follow(StepContext stage) {
      stage.wire().keepSilent(Silence.ALL);
      stage.wire().endAfter(stage.limits().maxFaultDuration());
    }
  };

  /** Does it; the connection stays open until it has ended by that. */
  abstract void follow(StepContext stage);
}
