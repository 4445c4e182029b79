package org.wsbin.step;

import static org.wsbin.scenario.Declaration.Group.END;

import org.wsbin.scenario.Action;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.OpeningRequest;

/** Closes without a code, which a client reports as 1005. */
public final class CloseWithoutCode implements ConnectionStep {
  @Override
  public Declaration declaration() {
    return Declaration.of(
            "close", END, "Closes with a frame that has no code, which a client reports as 1005.")
        .wireOnly()
        .ending()
        .rfc("RFC 6455 section 5.5.1")
        .example("close", "< close")
        .done();
  }

  @Override
  public Action action(Arguments arguments, OpeningRequest opening) {
    return context -> context.wire().closeWithoutCode();
  }
}
