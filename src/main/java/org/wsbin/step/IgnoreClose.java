package org.wsbin.step;

import static org.wsbin.scenario.Declaration.Group.FRAMES;

import org.wsbin.scenario.Action;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Silence;

/** Never answers a close. */
public final class IgnoreClose implements ConnectionStep {
  @Override
  public Declaration declaration() {
    return Declaration.of(
            "ignore-close",
            FRAMES,
            "Never answers the client's close frame, and keeps TCP open after it for"
                + " --max-fault-duration.")
        .wireOnly()
        .rfc("RFC 6455 section 5.5.1")
        .example("ignore-close/echo/after/2/drop", "> one", "< one", "> two", "< two", "< end")
        .done();
  }

  @Override
  public Action action(Arguments arguments, OpeningRequest opening) {
    return action();
  }

  /** The action of this step. */
  public static Action action() {
    return stage -> {
      stage.wire().keepSilent(Silence.CLOSE);
      stage.wire().endAfter(stage.limits().maxFaultDuration());
      stage.done();
    };
  }
}
