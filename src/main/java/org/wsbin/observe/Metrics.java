package org.wsbin.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.wsbin.cluster.Cluster;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.ServerObserver;
import org.wsbin.scenario.Timer.Scheduled;

/**
 * The metrics of a deployment, and those of its Java process. Every label has few values, whatever
 * peers send. Safe from any thread.
 */
public final class Metrics implements ServerObserver, AutoCloseable {
  private static final Duration LAG_INTERVAL = Duration.ofMillis(100);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final Map<Engine, EngineMeters> engines = new EnumMap<>(Engine.class);
  private final Timer lag;
  private final Timer slowEvents;
  private Optional<Scheduled> watching = Optional.empty();
  private long lastRun;

  /** Metrics of the process; {@link #watch} adds those of the connections. */
  public Metrics() {
    // their names are not what Prometheus advises
    registry.config().meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"));
    registry.config().meterFilter(MeterFilter.denyNameStartsWith("system.cpu.count"));
    lag =
        Timer.builder("wsbin.timer.lag")
            .description("How late the timer runs that all connections share")
            .serviceLevelObjectives(
                Duration.ofMillis(1),
                Duration.ofMillis(10),
                Duration.ofMillis(100),
                Duration.ofSeconds(1))
            .register(registry);
    slowEvents =
        Timer.builder("wsbin.slow.events")
            .description("Events that held the polling thread of java -jar for over a millisecond")
            .register(registry);
    for (Engine engine : Engine.values()) {
      engines.put(engine, new EngineMeters(registry, engine));
    }
    new JvmMemoryMetrics().bindTo(registry);
    collections.bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** Shows the memory and the handshakes of these, and how late their timer runs. */
  public void watch(Connections connections) {
    gauge(
        "wsbin.memory.used",
        "Bytes held for all peers",
        Optional.of("bytes"),
        connections,
        all -> all.memory().used());
    gauge(
        "wsbin.memory.limit",
        "The most bytes held for all peers (--memory)",
        Optional.of("bytes"),
        connections,
        all -> all.memory().capacity());
    gauge(
        "wsbin.queued",
        "Bytes that wait to be sent; part of the memory that is used",
        Optional.of("bytes"),
        connections,
        all -> all.memory().queued());
    gauge(
        "wsbin.pending.handshakes",
        "Handshakes with a delayed response",
        Optional.empty(),
        connections,
        Connections::pendingHandshakes);
    lastRun = connections.timer().nanos();
    watching =
        Optional.of(
            connections.timer().every(LAG_INTERVAL, () -> noteLag(connections.timer().nanos())));
  }

  /** Shows how it goes with the other nodes, if there are any. */
  public void watch(Cluster cluster) {
    if (cluster.shared().isEmpty()) {
      return;
    }
    gauge(
        "wsbin.redis.up",
        "1 if Redis answers, 0 while this node goes on alone",
        Optional.empty(),
        cluster,
        all -> all.alone().isEmpty() ? 1 : 0);
    gauge(
        "wsbin.redis.waiting",
        "Bytes that wait for Redis (--redis-queue)",
        Optional.of("bytes"),
        cluster,
        Cluster::waitingBytes);
    gauge(
        "wsbin.redis.lost",
        "Entries that were not shared, because there was no room for what waits",
        Optional.empty(),
        cluster,
        Cluster::lostEntries);
    gauge(
        "wsbin.nodes",
        "Nodes that are there, with this one",
        Optional.empty(),
        cluster,
        all -> all.nodes().size());
    Gauge.builder("wsbin.node.info", () -> 1)
        .description("The name of this node (--node)")
        .tag("node", cluster.node())
        .register(registry);
  }

  private <T> void gauge(
      String name, String description, Optional<String> unit, T source, ToDoubleFunction<T> value) {
    Gauge.builder(name, source, value)
        .description(description)
        .baseUnit(unit.orElse(null))
        .register(registry);
  }

  /** An event held the polling thread that long. */
  public void slowEvent(long nanos) {
    slowEvents.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** On the timer's thread only. */
  private void noteLag(long now) {
    long late = now - lastRun - LAG_INTERVAL.toNanos();
    lag.record(Math.max(0, late), TimeUnit.NANOSECONDS);
    lastRun = now;
  }

  @Override
  public Optional<ConnectionObserver> accepted(OpeningRequest opening, String step) {
    return Optional.ofNullable(engines.get(opening.engine()))
        .map(meters -> meters.connection(step));
  }

  @Override
  public void answered(OpeningRequest opening, Refused response) {
    handshakes(registry, response.status()).increment();
  }

  /** The handshakes that got this status. */
  static Counter handshakes(PrometheusMeterRegistry registry, int status) {
    return Counter.builder("wsbin.handshakes")
        .description("Handshakes, by the status of the response")
        .tag("status", Integer.toString(status))
        .register(registry);
  }

  /**
   * All metrics as text.
   *
   * @param accept the request's Accept header: OpenMetrics if it names that, Prometheus's own
   *     format otherwise
   */
  public String scrape(String accept) {
    return registry.scrape(contentType(accept));
  }

  /** The content type of {@link #scrape}. */
  public static String contentType(String accept) {
    return accept.contains("application/openmetrics-text")
        ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
        : "text/plain; version=0.0.4; charset=utf-8";
  }

  /** Stops watching. */
  @Override
  public void close() {
    watching.ifPresent(Scheduled::cancel);
    collections.close();
    registry.close();
  }
}
