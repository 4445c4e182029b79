package org.wsbin.step;

import static org.wsbin.scenario.Declaration.Group.MESSAGES;

import java.time.Duration;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Parameter;
import org.wsbin.settings.ValueType;

/** The behaviour of {@code /ws/}: sends the time according to the query, then closes. */
public final class TimeService implements ConnectionStep {
  private static final CloseStatus DONE = new CloseStatus(CloseStatus.NORMAL, "Done");

  private static final Parameter<Integer> COUNT = new Parameter<>("count", TimePlan.COUNT, "10");
  private static final Parameter<Duration> INTERVAL =
      new Parameter<>(
          "interval", ValueType.duration(Duration.ofMillis(10), Duration.ofHours(1)), "2s");

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "time",
            MESSAGES,
            "The behaviour of /ws/: sends the server's time ten times, one every two seconds, unless"
                + " the query says otherwise; then closes with 1000 \"Done\".")
        .query(COUNT, INTERVAL, TimePlan.FORMAT)
        .ending()
        .example("time?count=2&interval=100ms&format=iso", "< 2…T…", "< 2…T…", "< close 1000 Done")
        .done();
  }

  @Override
  public Action action(Arguments arguments, OpeningRequest opening) {
    TimePlan plan =
        new TimePlan(arguments.get(COUNT), arguments.get(INTERVAL), arguments.get(TimePlan.FORMAT));
    return new TimeAction(plan, context -> context.peer().close(DONE));
  }
}
