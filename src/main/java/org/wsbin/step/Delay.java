package org.wsbin.step;

import static org.wsbin.scenario.Declaration.Group.FLOW;

import java.time.Duration;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Parameter;

/** Waits for some time. */
public final class Delay implements ConnectionStep {
  private static final Parameter<Duration> DURATION =
      Parameter.inPath("duration", StepValues.seconds());

  @Override
  public Declaration declaration() {
    return Declaration.of("delay", FLOW, "Waits that long before the next step.")
        .path(DURATION)
        .example("delay/200ms/message/late", "< late", "< close 1000")
        .example("delay/0.1/close/4001?reason=enough", "< close 4001 enough")
        .done();
  }

  @Override
  public Action action(Arguments arguments, OpeningRequest opening) {
    return context -> context.after(arguments.get(DURATION), context::done);
  }
}
