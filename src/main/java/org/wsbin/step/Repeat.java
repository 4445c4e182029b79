package org.wsbin.step;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.wsbin.scenario.Declaration.Group.MESSAGES;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Parameter;
import org.wsbin.scenario.StepContext;

/** Sends a text repeatedly, while the peer reads. */
public final class Repeat implements ConnectionStep {
  private static final Parameter<String> TEXT = Parameter.inPath("text", StepValues.text());
  private static final Parameter<Duration> INTERVAL =
      Parameter.inPath("interval", StepValues.millis());

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "repeat",
            MESSAGES,
            "Sends this text once per interval from now on, the first after one interval, but not"
                + " while the client does not read or another message is being sent. The next steps"
                + " go on meanwhile. The connection lasts at most --max-duration.")
        .path(TEXT, INTERVAL)
        .example("repeat/tick/500/after/1/close/4000", "< tick", "> enough", "< close 4000")
        .done();
  }

  @Override
  public Action action(Arguments arguments, OpeningRequest opening) {
    return new Repeating(arguments.get(TEXT), arguments.get(INTERVAL));
  }

  private static final class Repeating implements Action {
    private final ByteBuffer text;
    private final Duration interval;
    private Pace pace = new Pace(0);

    Repeating(String text, Duration interval) {
      this.text = UTF_8.encode(text);
      this.interval = interval;
    }

    @Override
    public void start(StepContext context) {
      pace = new Pace(context.limits().maxBandwidth());
      context.stay();
      context.after(interval, () -> again(context));
      context.done();
    }

    private void again(StepContext context) {
      Duration wait = interval;
      if (context.peer().ready() && context.peer().offer(MessageKind.TEXT, text.duplicate())) {
        Duration least = pace.sent(text.remaining(), context.timer().nanos());
        wait = least.compareTo(interval) > 0 ? least : interval;
      }
      context.after(wait, () -> again(context));
    }

    @Override
    public boolean bounded() {
      return true;
    }
  }
}
