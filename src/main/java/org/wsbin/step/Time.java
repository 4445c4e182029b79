package org.wsbin.step;

import static org.wsbin.scenario.Declaration.Group.MESSAGES;

import java.time.Duration;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Parameter;
import org.wsbin.scenario.StepContext;

/** Sends the server's time. */
public final class Time implements ConnectionStep {
  private static final Parameter<Integer> COUNT = Parameter.inPath("count", TimePlan.COUNT);
  private static final Parameter<Duration> INTERVAL =
      Parameter.inPath("interval", StepValues.interval());

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "time",
            MESSAGES,
            "Sends the server's time that many times, the first after one interval; then the next"
                + " step follows.")
        .path(COUNT, INTERVAL)
        .query(TimePlan.FORMAT)
        .example("time/2/100ms?format=epoch-millis", "< 1…", "< 1…", "< close 1000")
        .done();
  }

  @Override
  public Action action(Arguments arguments, OpeningRequest opening) {
    return new TimeAction(
        new TimePlan(arguments.get(COUNT), arguments.get(INTERVAL), arguments.get(TimePlan.FORMAT)),
        StepContext::done);
  }
}
