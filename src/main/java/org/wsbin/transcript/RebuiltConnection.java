package org.wsbin.transcript;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.ConnectionObserver.Direction;
import org.wsbin.recording.ConnectionEnd;
import org.wsbin.recording.Note;
import org.wsbin.recording.RawBytes;
import org.wsbin.recording.Recorded;
import org.wsbin.recording.RecordedFrame;
import org.wsbin.recording.TimedClose;
import org.wsbin.recording.TimedViolation;
import org.wsbin.scenario.Engine;

/** A connection of another node, as its events tell. Its owner guards it. */
final class RebuiltConnection {
  private final String node;
  private final Engine engine;
  private final String step;
  private final RequestHead request;
  private final long heardOf = System.nanoTime();
  private List<Map.Entry<String, String>> answer = List.of();
  private Optional<Instant> openedAt = Optional.empty();
  private final List<RecordedFrame> frames = new ArrayList<>();
  private final List<RawBytes> faults = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();
  private long omitted;
  private boolean omittedThere;
  private long ignored;
  private Optional<TimedViolation> violation = Optional.empty();
  private final Map<Direction, TimedClose> closes = new EnumMap<>(Direction.class);
  private Optional<ConnectionEnd> end = Optional.empty();

  RebuiltConnection(String node, RequestHead request, Engine engine, String step) {
    this.node = node;
    this.engine = engine;
    this.step = step;
    this.request = request;
  }

  String id() {
    return request.id();
  }

  String node() {
    return node;
  }

  /** When its first event came here, as {@link System#nanoTime()} has it. */
  long heardOf() {
    return heardOf;
  }

  boolean hasOpened() {
    return openedAt.isPresent();
  }

  boolean hasEnded() {
    return end.isPresent();
  }

  Optional<Instant> openedAt() {
    return openedAt;
  }

  void add(TranscriptEvent event) {
    if (event instanceof TranscriptEvent.Answered answered) {
      answer = answered.headers();
    } else if (event instanceof TranscriptEvent.Opened opened) {
      openedAt = Optional.of(opened.at());
    } else if (event instanceof TranscriptEvent.Frame frame) {
      frames.add(frame.frame());
    } else if (event instanceof TranscriptEvent.Fault fault) {
      faults.add(fault.bytes());
    } else if (event instanceof TranscriptEvent.Noted noted) {
      notes.add(noted.note());
    } else if (event instanceof TranscriptEvent.Violated violated) {
      violation = Optional.of(violated.violation());
    } else if (event instanceof TranscriptEvent.Closing closing) {
      closes.put(closing.direction(), closing.close());
    } else if (event instanceof TranscriptEvent.Omitted) {
      omittedThere = true;
    } else if (event instanceof TranscriptEvent.Ended ended) {
      end = Optional.of(ended.end());
      omitted += ended.omittedFrames();
      omittedThere = false;
      ignored = ended.ignoredBytes();
    }
  }

  /** There was no room for a frame here; whether it is the first one. */
  boolean omit() {
    return omitted++ == 0;
  }

  RecordedConnection now() {
    List<RecordedFrame> inOrder = new ArrayList<>(frames);
    inOrder.sort((one, other) -> Integer.compare(one.number(), other.number()));
    Recorded recorded =
        new Recorded(
            openedAt,
            List.copyOf(inOrder),
            omitted + (omittedThere ? 1 : 0), // how many is told at the end
            List.copyOf(faults),
            List.copyOf(notes),
            ignored,
            violation,
            Optional.ofNullable(closes.get(Direction.RECEIVED)),
            Optional.ofNullable(closes.get(Direction.SENT)),
            end);
    return new RecordedConnection(Optional.of(node), engine, step, request, answer, recorded);
  }
}
