package org.wsbin.step;

import static org.wsbin.scenario.Declaration.Group.FRAMES;

import java.time.Duration;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Parameter;
import org.wsbin.scenario.StepContext;

/** Stops reading. */
public final class Stall implements ConnectionStep {
  private static final Parameter<Duration> DURATION =
      Parameter.inPath("duration", StepValues.seconds());

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "stall",
            FRAMES,
            "Reads nothing for that long, so that what the client sends piles up. Then the next step"
                + " follows, and reading goes on. The connection lasts at most --max-duration.")
        .path(DURATION)
        .wireOnly()
        .example("echo/stall/300ms/after/1/close/1000", "> hello", "< hello", "< close 1000")
        .done();
  }

  @Override
  public Action action(Arguments arguments, OpeningRequest opening) {
    return new Stalling(arguments.get(DURATION));
  }

  private record Stalling(Duration duration) implements Action {
    @Override
    public void start(StepContext context) {
      context.wire().stall(true);
      context.after(
          duration,
          () -> {
            context.done();
            context.wire().stall(false); // before the next step, which then sees everything
          });
    }

    @Override
    public boolean bounded() {
      return true;
    }
  }
}
