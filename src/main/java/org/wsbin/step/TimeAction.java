package org.wsbin.step;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.function.Consumer;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.StepContext;

/**
 * Sends the time. Messages are due at fixed times after the start, so delays do not add up. While
 * the peer's queue is full, the due message waits; none is lost.
 */
final class TimeAction implements Action {
  /** How soon to check again while the queue is full. */
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
  public void start(StepContext context) {
    startedAt = context.timer().nanos();
    schedule(context, true);
  }

  private void due(StepContext context) {
    String text = plan.format().format(context.timer().now());
    boolean offered =
        context.peer().ready() && context.peer().offer(MessageKind.TEXT, UTF_8.encode(text));
    sent += offered ? 1 : 0;
    if (sent < plan.count()) {
      schedule(context, offered);
    } else {
      end.accept(context);
    }
  }

  private void schedule(StepContext context, boolean goesOn) {
    long late = context.timer().nanos() - (startedAt + (sent + 1) * plan.interval().toNanos());
    long delay = late < 0 ? -late : goesOn ? 0 : RETRY_NANOS;
    context.after(Duration.ofNanos(delay), () -> due(context));
  }
}
