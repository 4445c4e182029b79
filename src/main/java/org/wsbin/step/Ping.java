package org.wsbin.step;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.wsbin.scenario.Declaration.Group.FRAMES;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Parameter;
import org.wsbin.scenario.StepContext;
import org.wsbin.settings.ValueType;
import org.wsbin.text.Json;

/** Measures round trips with pings. */
public final class Ping implements ConnectionStep {
  private static final Parameter<Integer> COUNT =
      Parameter.inPath("count", ValueType.integer("N", 1, 1000));
  private static final Parameter<Duration> INTERVAL =
      Parameter.inPath("interval", StepValues.millis());

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "ping",
            FRAMES,
            "Pings that many times, each one interval after the previous pong, then sends the round"
                + " trips in milliseconds as JSON. A pong that does not come within --pong-timeout"
                + " is null.")
        .path(COUNT, INTERVAL)
        .rfc("RFC 6455 section 5.5.2")
        .example(
            "ping/2/50",
            "< ping wsbin 1",
            "> pong wsbin 1",
            "< ping wsbin 2",
            "> pong wsbin 2",
            "< {\"pings\":2,\"pongs\":2,\"roundTripMillis\":[…,…]}",
            "< close 1000")
        .done();
  }

  @Override
  public Action action(Arguments arguments, OpeningRequest opening) {
    return new Pinging(arguments.get(COUNT), arguments.get(INTERVAL));
  }

  private static final class Pinging implements Action {
    /** The timeout if {@code --pong-timeout} is 0. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final double NANOS_PER_MILLI = 1e6;

    private final int count;
    private final Duration interval;
    private final List<Optional<Double>> roundTrips = new ArrayList<>();
    private String awaited = "";
    private long sentAt;

    Pinging(int count, Duration interval) {
      this.count = count;
      this.interval = interval;
    }

    @Override
    public void start(StepContext context) {
      context.pongs(payload -> pong(context, payload));
      ping(context);
    }

    private void ping(StepContext context) {
      awaited = "wsbin " + (roundTrips.size() + 1);
      sentAt = context.timer().nanos();
      Duration timeout = context.limits().pongTimeout();
      context.after(timeout.isZero() ? PATIENCE : timeout, () -> timedOut(context));
      context.peer().ping(UTF_8.encode(awaited));
    }

    private void pong(StepContext context, ByteBuffer payload) {
      if (!awaited.isEmpty() && payload.equals(UTF_8.encode(awaited))) {
        answered(context, Optional.of((context.timer().nanos() - sentAt) / NANOS_PER_MILLI));
      }
    }

    private void timedOut(StepContext context) {
      if (!awaited.isEmpty()) {
        answered(context, Optional.empty());
      }
    }

    private void answered(StepContext context, Optional<Double> millis) {
      awaited = "";
      roundTrips.add(millis.map(exact -> Math.round(exact * 1000) / 1000.0));
      if (roundTrips.size() < count) {
        context.after(interval, () -> ping(context));
        return;
      }
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("pings", count);
      report.put("pongs", roundTrips.stream().filter(Optional::isPresent).count());
      report.put("roundTripMillis", roundTrips);
      context.say(MessageKind.TEXT, UTF_8.encode(Json.of(report)), context::done);
    }
  }
}
