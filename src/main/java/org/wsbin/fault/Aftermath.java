package org.wsbin.fault;

import org.wsbin.scenario.Silence;
import org.wsbin.scenario.StepContext;
import org.wsbin.step.Drop;

/** What the server does after the bytes of a fault, if no other step follows. */
enum Aftermath {
  /** Waits for the client's reaction, for at most {@code --fault-wait}. */
  AWAIT_REACTION {
    @Override
    void follow(StepContext context) {
      context.wire().endAfter(context.limits().faultWait());
    }
  },
  /** Waits likewise, but sends nothing more, not even a close: the client could not parse it. */
  AWAIT_IN_SILENCE {
    @Override
    void follow(StepContext context) {
      context.wire().keepSilent(Silence.ALL);
      context.wire().endAfter(context.limits().faultWait());
    }
  },
  /** Waits likewise; the bytes were a close. */
  CLOSED {
    @Override
    void follow(StepContext context) {
      context.wire().closeSent();
      context.wire().endAfter(context.limits().faultWait());
    }
  },
  /** Ends TCP. */
  DROP {
    @Override
    void follow(StepContext context) {
      Drop.action().start(context);
    }
  },
  /** Does nothing, for {@code --max-fault-duration}. */
  SILENCE {
    @Override
    void follow(StepContext context) {
      context.wire().keepSilent(Silence.ALL);
      context.wire().endAfter(context.limits().maxFaultDuration());
    }
  };

  /** Performs it; the connection stays open until this ends it. */
  abstract void follow(StepContext context);
}
