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
import org.wsbin.settings.ValueType;

/** Sends slowly. */
public final class Drip implements ConnectionStep {
  private static final Parameter<Integer> BYTES =
      Parameter.inPath("bytes", ValueType.integer("BYTES", 1, 65536));
  private static final Parameter<Duration> INTERVAL =
      Parameter.inPath("interval", StepValues.millis());

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "drip",
            FRAMES,
            "Sends what follows in writes of that many bytes, one per interval, whatever the frame"
                + " boundaries. Reads nothing meanwhile. The connection lasts at most"
                + " --max-duration.")
        .path(BYTES, INTERVAL)
        .wireOnly()
        .example("drip/2/20/message/hello", "< hello", "< close 1000")
        .done();
  }

  @Override
  public Action action(Arguments arguments, OpeningRequest opening) {
    return new Dripping(arguments.get(BYTES), arguments.get(INTERVAL));
  }

  @Override
  public boolean exact() {
    return true;
  }

  private record Dripping(int bytes, Duration interval) implements Action {
    @Override
    public void start(StepContext context) {
      context.wire().drip(bytes, interval);
      context.done();
    }

    @Override
    public boolean bounded() {
      return true;
    }
  }
}
