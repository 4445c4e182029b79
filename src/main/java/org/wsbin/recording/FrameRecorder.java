package org.wsbin.recording;

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
import java.util.function.Supplier;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Violation;

/**
 * Records the frames, the closes and the end of one connection. The events come one at a time; what
 * was recorded may be read from any thread. Its lock is held for a few instructions only, also
 * while it calls the methods that a subclass overrides.
 *
 * <p>Directions are the server's: {@link ConnectionObserver.Direction#RECEIVED} came from the
 * client.
 */
public abstract class FrameRecorder implements ConnectionObserver {
  /** The most bytes of a frame's payload that are kept. */
  public static final int MOST_PAYLOAD = 4096;

  private final Supplier<Instant> clock;
  private final List<RecordedFrame> frames = new ArrayList<>();
  private final Map<Direction, Unfinished> unfinished = new EnumMap<>(Direction.class);
  private int numbers;
  private long omitted;
  private long ignored;
  private final List<RawBytes> faults = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();
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

  /** Nothing is recorded yet. */
  protected FrameRecorder(Supplier<Instant> clock) {
    this.clock = clock;
  }

  /** Takes room for that many bytes; false if there is none. */
  protected abstract boolean take(long bytes);

  /** The connection is open. */
  protected void recordedOpening(Instant at) {}

  /** A frame has come or gone, up to its end or that of the connection. */
  protected void recorded(RecordedFrame frame) {}

  /** The server has sent bytes that need not be frames. */
  protected void recorded(RawBytes fault) {}

  /** The server has noted what it did. */
  protected void recorded(Note note) {}

  /** The peer broke a rule for the first time. */
  protected void recorded(TimedViolation first) {}

  /** The first close frame of a direction. */
  protected void recorded(Direction direction, TimedClose close) {}

  /**
   * The connection has ended.
   *
   * @param omittedFrames how many frames found no room
   * @param ignoredBytes how many bytes came after the peer had closed or violated a rule
   */
  protected void recorded(ConnectionEnd last, long omittedFrames, long ignoredBytes) {}

  /** For the first time there was no room for a frame. */
  protected void recordedOmission() {}

  @Override
  public void opened(long nanos) {
    synchronized (this) {
      Instant at = clock.get();
      openedAt = Optional.of(at);
      openedNanos = nanos;
      recordedOpening(at);
    }
  }

  @Override
  public synchronized void frame(
      Direction direction, FrameHeader header, OptionalInt maskingKey, long nanos) {
    numbers++;
    RecordedFrame begun =
        new RecordedFrame(
            numbers, nanos - openedNanos, direction, header, maskingKey, ByteBuffer.allocate(0), 0);
    boolean kept = take(RecordedFrame.OVERHEAD);
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
    if (frame.kept && taken > 0 && take(taken)) {
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
      recordedOmission();
    }
  }

  private void keep(Unfinished frame) {
    if (frame.kept) {
      RecordedFrame whole = frame.now();
      frames.add(whole);
      recorded(whole);
    }
  }

  @Override
  public synchronized void rawBytes(ByteBuffer bytes, long nanos) {
    numbers++;
    int kept = Math.min(MOST_PAYLOAD, bytes.remaining());
    if (take(RecordedFrame.OVERHEAD + kept)) {
      byte[] beginning = new byte[kept];
      bytes.duplicate().get(beginning);
      RawBytes fault =
          new RawBytes(
              numbers,
              nanos - openedNanos,
              ByteBuffer.wrap(beginning).asReadOnlyBuffer(),
              bytes.remaining());
      faults.add(fault);
      recorded(fault);
    } else {
      omit();
    }
  }

  @Override
  public synchronized void note(String what, String sentence, long nanos) {
    numbers++;
    if (take(RecordedFrame.OVERHEAD + sentence.length())) {
      Note note = new Note(numbers, nanos - openedNanos, what, sentence);
      notes.add(note);
      recorded(note);
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
    recorded(first);
  }

  @Override
  public synchronized void ignored(int bytes, long nanos) {
    ignored += bytes;
  }

  @Override
  public synchronized void close(Direction direction, CloseFrame frame, long nanos) {
    TimedClose close = new TimedClose(frame, nanos - openedNanos);
    if (closes.putIfAbsent(direction, close) == null) {
      recorded(direction, close);
    }
  }

  @Override
  public void ended(ConnectionState state, EndOfStream how, long nanos) {
    synchronized (this) {
      unfinished.values().forEach(this::keep);
      unfinished.clear();
      ConnectionEnd ended = new ConnectionEnd(state, how, nanos - openedNanos);
      end = Optional.of(ended);
      recorded(ended, omitted, ignored);
    }
  }

  /** What was recorded up to now. */
  public final synchronized Recorded recorded() {
    List<RecordedFrame> all = new ArrayList<>(frames);
    unfinished.values().stream().filter(f -> f.kept).map(Unfinished::now).forEach(all::add);
    all.sort((one, other) -> Integer.compare(one.number(), other.number()));
    return new Recorded(
        openedAt,
        List.copyOf(all),
        omitted,
        List.copyOf(faults),
        List.copyOf(notes),
        ignored,
        violation,
        Optional.ofNullable(closes.get(Direction.RECEIVED)),
        Optional.ofNullable(closes.get(Direction.SENT)),
        end);
  }

  /** Whether the connection is open. */
  public final synchronized boolean isOpen() {
    return openedAt.isPresent() && end.isEmpty();
  }

  /** Whether the connection has ended. */
  public final synchronized boolean isEnded() {
    return end.isPresent();
  }
}
