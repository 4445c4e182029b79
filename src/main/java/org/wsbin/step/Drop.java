package org.wsbin.step;

import static org.wsbin.scenario.Declaration.Group.END;

import org.wsbin.scenario.Action;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.OpeningRequest;

/** Ends TCP. */
public final class Drop implements ConnectionStep {
  @Override
  public Declaration declaration() {
    return Declaration.of(
            "drop",
            END,
            "Ends TCP without a close frame, after sending everything before it. A client reports 1006.")
        .alias("error/reset")
        .wireOnly()
        .ending()
        .rfc("RFC 6455 section 7.1.4")
        .example("message/hello/drop", "< hello", "< end")
        .done();
  }

  @Override
  public Action action(Arguments arguments, OpeningRequest opening) {
    return action();
  }

  /** The action of this step. */
  public static Action action() {
    return stage -> stage.wire().drop();
  }
}
