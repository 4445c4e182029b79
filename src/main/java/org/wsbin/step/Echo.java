package org.wsbin.step;

import static org.wsbin.scenario.Declaration.Group.MESSAGES;

import org.wsbin.scenario.Action;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Peer;

/** Sends each message back, slice by slice, so that any size takes constant memory. */
public final class Echo implements ConnectionStep {
  @Override
  public Declaration declaration() {
    return Declaration.of(
            "echo",
            MESSAGES,
            "Echoes every message from now on, of any size, until the client closes or a later step"
                + " ends the echo.")
        .example(
            "echo", "> hello", "< hello", "> 0x00ff", "< 0x00ff", "> close 1000", "< close 1000")
        .example("echo/after/2/close/4000", "> one", "< one", "> two", "< two", "< close 4000")
        .done();
  }

  @Override
  public Action action(Arguments arguments, OpeningRequest opening) {
    return action();
  }

  /** The action of this step. */
  public static Action action() {
    return new ListenAction(Peer::sendBack);
  }
}
