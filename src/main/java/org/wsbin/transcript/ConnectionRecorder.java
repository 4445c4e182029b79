package org.wsbin.transcript;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Violation;
import org.wsbin.scenario.Engine;

/**
 * Records one connection. The engine calls it one event at a time; {@link #now} may be called from
 * any thread. Its lock is held for a few instructions only.
 */
final class ConnectionRecorder implements ConnectionObserver {
  /** The most bytes of a frame's payload that are kept. */
  static final int MOST_PAYLOAD = 4096;

  /** Told of what others may wait for: the opening and the end. */
  private final Runnable changed;

  private final Transcript owner;
  private final Engine engine;
  private final String step;
  private final RequestHead request;
  private List<Map.Entry<String, String>> answer = List.of();
  private final List<RecordedFrame> frames = new ArrayList<>();
  private final Map<Direction, Unfinished> unfinished = new EnumMap<>(Direction.class);
  private int numbers;
  private long omitted;
  private long ignored;
  private final List<RawBytes> faults = new ArrayList<>();
  private Optional<Instant> openedAt = Optional.empty();
  private long openedNanos;
  private Optional<TimedViolation> violation = Optional.empty();
  private final Map<Direction, TimedClose> closes = new EnumMap<>(Direction.class);
  private Optional<ConnectionEnd> end = Optional.empty();

  /** A frame whose payload still comes, or goes. */
  private static final class Unfinished {
    private final RecordedFrame begun;
    private final boolean kept;
    private final ByteArrayOutputStream payload = new ByteArrayOutputStream(0);
    private long seen;

    Unfinished(RecordedFrame begun, boolean kept) {
      this.begun = begun;
      this.kept = kept;
    }

    RecordedFrame now() {
      return new RecordedFrame(
          begun.number(),
          begun.nanos(),
          begun.direction(),
          begun.header(),
          begun.maskingKey(),
          ByteBuffer.wrap(payload.toByteArray()).asReadOnlyBuffer(),
          seen);
    }
  }

  ConnectionRecorder(
      Transcript owner, Engine engine, String step, RequestHead request, Runnable changed) {
    this.owner = owner;
    this.engine = engine;
    this.step = step;
    this.request = request;
    this.changed = changed;
  }

  @Override
  public synchronized void switching(List<Map.Entry<String, String>> headers) {
    answer = List.copyOf(headers);
  }

  @Override
  public void opened(long nanos) {
    synchronized (this) {
      openedAt = Optional.of(owner.instant());
      openedNanos = nanos;
      openedAt.ifPresent(
          at -> owner.log().add(new TranscriptEvent.Opened(request, engine, step, at)));
    }
    changed.run();
  }

  @Override
  public synchronized void frame(
      Direction direction, FrameHeader header, OptionalInt maskingKey, long nanos) {
    numbers++;
    RecordedFrame begun =
        new RecordedFrame(
            numbers, nanos - openedNanos, direction, header, maskingKey, ByteBuffer.allocate(0), 0);
    boolean kept = owner.take(RecordedFrame.OVERHEAD);
    if (!kept) {
      omit();
    }
    unfinished.put(direction, new Unfinished(begun, kept));
  }

  @Override
  public synchronized void payload(Direction direction, ByteBuffer part, boolean last, long nanos) {
    Unfinished frame = unfinished.get(direction);
    int room = MOST_PAYLOAD - frame.payload.size();
    int taken = Math.min(room, part.remaining());
    frame.seen += part.remaining();
    if (frame.kept && taken > 0 && owner.take(taken)) {
      byte[] bytes = new byte[taken];
      part.duplicate().get(bytes);
      frame.payload.writeBytes(bytes);
    }
    if (last) {
      unfinished.remove(direction);
      keep(frame);
    }
  }

  private void omit() {
    if (omitted++ == 0) {
      owner.log().add(new TranscriptEvent.Omitted(Optional.of(request.id())));
    }
  }

  private void keep(Unfinished frame) {
    if (frame.kept) {
      RecordedFrame whole = frame.now();
      frames.add(whole);
      owner.log().add(new TranscriptEvent.Frame(request.id(), whole));
    }
  }

  @Override
  public synchronized void rawBytes(ByteBuffer bytes, long nanos) {
    numbers++;
    int kept = Math.min(MOST_PAYLOAD, bytes.remaining());
    if (owner.take(RecordedFrame.OVERHEAD + kept)) {
      byte[] beginning = new byte[kept];
      bytes.duplicate().get(beginning);
      RawBytes fault =
          new RawBytes(
              numbers,
              nanos - openedNanos,
              ByteBuffer.wrap(beginning).asReadOnlyBuffer(),
              bytes.remaining());
      faults.add(fault);
      owner.log().add(new TranscriptEvent.Fault(request.id(), fault));
    } else {
      omit();
    }
  }

  @Override
  public synchronized void violation(Violation broken, ByteBuffer header, long nanos) {
    if (violation.isPresent()) {
      return;
    }
    byte[] bytes = new byte[header.remaining()];
    header.duplicate().get(bytes);
    TimedViolation first =
        new TimedViolation(broken, HexFormat.of().formatHex(bytes), nanos - openedNanos);
    violation = Optional.of(first);
    owner.log().add(new TranscriptEvent.Violated(request.id(), first));
  }

  @Override
  public synchronized void ignored(int bytes, long nanos) {
    ignored += bytes;
  }

  @Override
  public synchronized void close(Direction direction, CloseFrame frame, long nanos) {
    TimedClose close = new TimedClose(frame, nanos - openedNanos);
    if (closes.putIfAbsent(direction, close) == null) {
      owner.log().add(new TranscriptEvent.Closing(request.id(), direction, close));
    }
  }

  @Override
  public void ended(ConnectionState state, EndOfStream how, long nanos) {
    synchronized (this) {
      unfinished.values().forEach(this::keep);
      unfinished.clear();
      ConnectionEnd ended = new ConnectionEnd(state, how, nanos - openedNanos);
      end = Optional.of(ended);
      owner.log().add(new TranscriptEvent.Ended(request.id(), ended, omitted));
    }
    changed.run();
  }

  /** What was recorded up to now. */
  synchronized RecordedConnection now() {
    List<RecordedFrame> all = new ArrayList<>(frames);
    unfinished.values().stream().filter(f -> f.kept).map(Unfinished::now).forEach(all::add);
    all.sort((one, other) -> Integer.compare(one.number(), other.number()));
    return new RecordedConnection(
        engine,
        step,
        request,
        answer,
        openedAt,
        List.copyOf(all),
        omitted,
        List.copyOf(faults),
        ignored,
        violation,
        Optional.ofNullable(closes.get(Direction.RECEIVED)),
        Optional.ofNullable(closes.get(Direction.SENT)),
        end);
  }

  synchronized boolean isOpen() {
    return openedAt.isPresent() && end.isEmpty();
  }

  synchronized boolean isEnded() {
    return end.isPresent();
  }
}
