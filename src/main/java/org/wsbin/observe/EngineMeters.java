package org.wsbin.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Violation;
import org.wsbin.scenario.Engine;
import org.wsbin.text.Words;

/** What the connections of one engine are counted by. */
final class EngineMeters {
  private static final String ENGINE = "engine";

  /** Codes from here on are an application's: only their thousand is shown. */
  private static final int FIRST_OF_APPLICATIONS = 3000;

  private static final int THOUSAND = 1000;

  private final PrometheusMeterRegistry registry;
  private final String engine;
  private final Map<ConnectionObserver.Direction, Traffic> traffic =
      new EnumMap<>(ConnectionObserver.Direction.class);
  private final Counter upgraded;

  /** The open connections of each step. */
  private final Map<String, AtomicLong> open = new ConcurrentHashMap<>();

  EngineMeters(PrometheusMeterRegistry registry, Engine engine) {
    this.registry = registry;
    this.engine = engine.path();
    this.upgraded = Metrics.handshakes(registry, 101);
    for (ConnectionObserver.Direction direction : ConnectionObserver.Direction.values()) {
      traffic.put(
          direction,
          new Traffic(
              sum("wsbin.messages", "Messages", null, direction),
              sum("wsbin.payload", "Bytes of payload, as on the wire", "bytes", direction)));
    }
  }

  private record Traffic(LongAdder messages, LongAdder bytes) {}

  /** A counter that is cheaper to increase than Micrometer's. */
  private LongAdder sum(
      String name, String description, String unit, ConnectionObserver.Direction direction) {
    LongAdder sum = new LongAdder();
    FunctionCounter.builder(name, sum, LongAdder::sum)
        .description(description)
        .baseUnit(unit)
        .tags(ENGINE, engine, "direction", Words.of(direction))
        .register(registry);
    return sum;
  }

  /** The observer of one connection whose path begins with that step. */
  ConnectionObserver connection(String step) {
    return new ConnectionMeters(
        open.computeIfAbsent(step, this::gauge),
        counter("wsbin.connections.opened", "Connections that were opened", "step", step));
  }

  private AtomicLong gauge(String step) {
    AtomicLong number = new AtomicLong();
    Gauge.builder("wsbin.connections", number, AtomicLong::get)
        .description("Open connections")
        .tags(ENGINE, engine, "step", step)
        .register(registry);
    return number;
  }

  private Counter counter(String name, String description, String tag, String value) {
    return Counter.builder(name)
        .description(description)
        .tags(ENGINE, engine, tag, value)
        .register(registry);
  }

  /** The label of a close code: few values, whatever peers send. */
  static String label(CloseFrame frame) {
    int code = frame.status().map(CloseStatus::code).orElse(0);
    if (code == 0) {
      return "none";
    }
    return code < FIRST_OF_APPLICATIONS ? Integer.toString(code) : code / THOUSAND + "xxx";
  }

  /** Counts what happens on one connection; the engine calls it one event at a time. */
  private final class ConnectionMeters implements ConnectionObserver {
    private final AtomicLong openNow;
    private final Counter opened;
    private final Traffic received = traffic.get(Direction.RECEIVED);
    private final Traffic sent = traffic.get(Direction.SENT);
    private boolean receivedEnds;
    private boolean sentEnds;
    private boolean isOpen;

    ConnectionMeters(AtomicLong openNow, Counter opened) {
      this.openNow = openNow;
      this.opened = opened;
    }

    @Override
    public boolean wantsTime() {
      return false;
    }

    @Override
    public boolean wantsPayload() {
      return false;
    }

    @Override
    public void opened(long nanos) {
      isOpen = true;
      openNow.incrementAndGet();
      opened.increment();
      upgraded.increment();
    }

    @Override
    public void frame(Direction direction, FrameHeader header, OptionalInt maskingKey, long nanos) {
      boolean ends = header.fin() && !header.opcode().isControl();
      if (direction == Direction.RECEIVED) {
        receivedEnds = ends;
      } else {
        sentEnds = ends;
      }
    }

    @Override
    public void payload(Direction direction, ByteBuffer part, boolean end, long nanos) {
      boolean isReceived = direction == Direction.RECEIVED;
      Traffic counted = isReceived ? received : sent;
      counted.bytes().add(part.remaining());
      if (end && (isReceived ? receivedEnds : sentEnds)) {
        counted.messages().increment();
      }
    }

    @Override
    public void rawBytes(ByteBuffer bytes, long nanos) {
      sent.bytes().add(bytes.remaining());
    }

    @Override
    public void rawReceived(int bytes, long nanos) {
      received.bytes().add(bytes);
    }

    @Override
    public void violation(Violation violation, ByteBuffer header, long nanos) {
      Counter.builder("wsbin.violations")
          .description("Violations of the protocol by peers")
          .tag("rule", Words.of(violation.rule()))
          .register(registry)
          .increment();
    }

    @Override
    public void close(Direction direction, CloseFrame frame, long nanos) {
      Counter.builder("wsbin.closes")
          .description("Close frames")
          .tags(ENGINE, engine, "direction", Words.of(direction), "code", label(frame))
          .register(registry)
          .increment();
    }

    @Override
    public void ended(ConnectionState state, EndOfStream how, long nanos) {
      if (isOpen) {
        isOpen = false;
        openNow.decrementAndGet();
        counter(
                "wsbin.connection.ends",
                "Ended connections, by the end of TCP",
                "how",
                Words.of(how))
            .increment();
      }
    }
  }
}
