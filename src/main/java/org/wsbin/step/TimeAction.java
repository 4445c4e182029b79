package org.wsbin.step;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.function.Consumer;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.StepContext;

/**
 * Pushes the time. Messages are due at fixed times after the start, so that delays do not add up;
 * while the peer's queue is full the due one waits, and none is lost.
 */
final class TimeAction implements Action {
  /** How soon to look again while the peer takes nothing. */
  private static final long RETRY_NANOS = 10_000_000;

  private final TimePlan plan;
  private final Consumer<StepContext> end;
  private long startedAt;
  private int sent;

  TimeAction(TimePlan plan, Consumer<StepContext> end) {
    this.plan = plan;
    this.end = end;
  }

  @Override
  public void start(StepContext stage) {
    startedAt = stage.timer().nanos();
    schedule(stage, true);
  }

  private void due(StepContext stage) {
    String text = plan.format().format(stage.timer().now());
    boolean offered =
        stage.peer().ready() && stage.peer().offer(MessageKind.TEXT, UTF_8.encode(text));
    sent += offered ? 1 : 0;
    if (sent < plan.count()) {
      schedule(stage, offered);
    } else {
      end.accept(stage);
    }
  }

  private void schedule(StepContext stage, boolean goesOn) {
    long late = stage.timer().nanos() - (startedAt + (sent + 1) * plan.interval().toNanos());
    long delay = late < 0 ? -late : goesOn ? 0 : RETRY_NANOS;
    stage.after(Duration.ofNanos(delay), () -> due(stage));
  }
}
