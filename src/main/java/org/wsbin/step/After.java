package org.wsbin.step;

import static org.wsbin.scenario.Declaration.Group.FLOW;

import org.wsbin.scenario.Action;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Parameter;
import org.wsbin.scenario.StepContext;
import org.wsbin.settings.ValueType;

/** Waits for messages. */
public final class After implements ConnectionStep {
  private static final Parameter<Integer> COUNT =
      Parameter.inPath("n", ValueType.integer("N", 1, 1_000_000));

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "after",
            FLOW,
            "Waits for n messages from the client, besides those that earlier steps have taken."
                + " Messages that came early count.")
        .path(COUNT)
        .example(
            "message/hello/after/3/close/4001?reason=enough",
            "< hello",
            "> one",
            "> two",
            "> three",
            "< close 4001 enough")
        .done();
  }

  @Override
  public Action action(Arguments arguments, OpeningRequest opening) {
    return new Waiting(arguments.get(COUNT));
  }

  private record Waiting(int messages) implements Action {
    @Override
    public void start(StepContext context) {
      // the messages end this step
    }
  }
}
