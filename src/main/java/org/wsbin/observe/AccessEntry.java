package org.wsbin.observe;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Violation;
import org.wsbin.text.Words;

/** Gathers what the access log says about one connection. */
final class AccessEntry implements ConnectionObserver {
  private static final double MILLIS_PER_SECOND = 1000;

  private final Map<String, Object> request;
  private final Consumer<Map<String, Object>> whenEnded;
  private final Map<Direction, Counts> counts = new EnumMap<>(Direction.class);
  private final Map<String, Object> closes = new LinkedHashMap<>();
  private Optional<Violation> violation = Optional.empty();
  private long openedAt;

  /** What went in one direction. */
  private static final class Counts {
    private boolean endsMessage;
    private long messages;
    private long bytes;
    private long lastAt;
  }

  /**
   * Nothing has happened yet.
   *
   * @param request the values of the request
   * @param whenEnded receives all values after the end of the connection
   */
  AccessEntry(Map<String, Object> request, Consumer<Map<String, Object>> whenEnded) {
    this.request = request;
    this.whenEnded = whenEnded;
    for (Direction direction : Direction.values()) {
      counts.put(direction, new Counts());
    }
  }

  @Override
  public void opened(long nanos) {
    openedAt = nanos;
    counts.values().forEach(count -> count.lastAt = nanos);
  }

  @Override
  public void frame(Direction direction, FrameHeader header, OptionalInt maskingKey, long nanos) {
    Counts count = counts.get(direction);
    count.lastAt = nanos;
    count.endsMessage = header.fin() && !header.opcode().isControl();
  }

  @Override
  public void payload(Direction direction, ByteBuffer part, boolean end, long nanos) {
    Counts count = counts.get(direction);
    count.lastAt = nanos;
    count.bytes += part.remaining();
    count.messages += end && count.endsMessage ? 1 : 0;
  }

  @Override
  public void rawBytes(ByteBuffer bytes, long nanos) {
    Counts count = counts.get(Direction.SENT);
    count.lastAt = nanos;
    count.bytes += bytes.remaining();
  }

  @Override
  public void rawReceived(int bytes, long nanos) {
    Counts count = counts.get(Direction.RECEIVED);
    count.lastAt = nanos;
    count.bytes += bytes;
  }

  @Override
  public void violation(Violation broken, ByteBuffer header, long nanos) {
    violation = Optional.of(broken);
  }

  @Override
  public void close(Direction direction, CloseFrame frame, long nanos) {
    String name = direction == Direction.RECEIVED ? "closeReceived" : "closeSent";
    if (!closes.containsKey(name)) {
      closes.put(name, frame.status().map(CloseStatus::code).orElse(CloseStatus.NO_STATUS));
      frame
          .status()
          .map(CloseStatus::reason)
          .filter(reason -> !reason.isEmpty())
          .ifPresent(reason -> closes.put(name + "Reason", reason));
    }
  }

  @Override
  public void ended(ConnectionState state, EndOfStream how, long nanos) {
    Map<String, Object> values = new LinkedHashMap<>(request);
    values.put("seconds", seconds(nanos - openedAt));
    counts.forEach(
        (direction, count) -> {
          String name = Words.of(direction);
          values.put(name + "Messages", count.messages);
          values.put(name + "Bytes", count.bytes);
          values.put(name + "IdleSeconds", seconds(nanos - count.lastAt));
        });
    values.putAll(closes);
    state.closedBy().ifPresent(party -> values.put("closedBy", name(party)));
    values.put("end", Words.of(how));
    violation.ifPresent(broken -> values.put("violation", broken.sentence()));
    whenEnded.accept(values);
  }

  private static String name(ConnectionState.Party party) {
    return switch (party) {
      case US -> "server";
      case PEER -> "client";
      case NETWORK -> "network";
    };
  }

  /** In seconds, to the millisecond. */
  private static double seconds(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos) / MILLIS_PER_SECOND;
  }
}
