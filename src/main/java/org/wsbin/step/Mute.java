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

/** Reads, but sends nothing. */
public final class Mute implements ConnectionStep {
  private static final Parameter<Duration> DURATION =
      Parameter.inPath("duration", StepValues.seconds());

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "mute",
            FRAMES,
            "Reads for that long but answers nothing: no pings, no close, no messages; only an echo"
                + " that has begun is finished. Then the next step follows, and a close that came is"
                + " answered. The connection lasts at most --max-duration.")
        .path(DURATION)
        .wireOnly()
        .example(
            "echo/after/1/mute/1s/message/back",
            "> one",
            "< one",
            "> ping hello",
            "> lost",
            "< back",
            "> close 1000",
            "< close 1000")
        .done();
  }

  @Override
  public Action action(Arguments arguments, OpeningRequest opening) {
    return new Muting(arguments.get(DURATION));
  }

  private record Muting(Duration duration) implements Action {
    @Override
    public void start(StepContext stage) {
      stage.wire().mute(true);
      StepContext.Listener before = stage.listen(StepContext.Listener.NOBODY);
      stage.after(
          duration,
          () -> {
            stage.wire().mute(false);
            stage.listen(before);
            stage.done();
          });
    }

    @Override
    public boolean bounded() {
      return true;
    }
  }
}
