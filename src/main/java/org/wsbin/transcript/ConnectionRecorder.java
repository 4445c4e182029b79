package org.wsbin.transcript;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.recording.ConnectionEnd;
import org.wsbin.recording.FrameRecorder;
import org.wsbin.recording.Note;
import org.wsbin.recording.RawBytes;
import org.wsbin.recording.RecordedFrame;
import org.wsbin.recording.TimedClose;
import org.wsbin.recording.TimedViolation;
import org.wsbin.scenario.Engine;

/**
 * Records one connection into its transcript. The engine calls it one event at a time; {@link #now}
 * may be called from any thread.
 */
final class ConnectionRecorder extends FrameRecorder {
  /** Told of what others may wait for: the opening and the end. */
  private final Runnable changed;

  private final Transcript owner;
  private final Engine engine;
  private final String step;
  private final RequestHead request;
  private List<Map.Entry<String, String>> answer = List.of();

  ConnectionRecorder(
      Transcript owner, Engine engine, String step, RequestHead request, Runnable changed) {
    super(owner::instant);
    this.owner = owner;
    this.engine = engine;
    this.step = step;
    this.request = request;
    this.changed = changed;
  }

  @Override
  public synchronized void switching(List<Map.Entry<String, String>> headers) {
    answer = List.copyOf(headers);
    owner.tellOthers(() -> new TranscriptEvent.Answered(request.id(), answer));
  }

  @Override
  public void opened(long nanos) {
    super.opened(nanos);
    changed.run();
  }

  @Override
  public void ended(ConnectionState state, EndOfStream how, long nanos) {
    super.ended(state, how, nanos);
    changed.run();
  }

  @Override
  protected boolean take(long bytes) {
    return owner.take(bytes);
  }

  @Override
  protected void recordedOpening(Instant at) {
    log(new TranscriptEvent.Opened(request, engine, step, at, owner.node()));
  }

  @Override
  protected void recorded(RecordedFrame frame) {
    log(new TranscriptEvent.Frame(request.id(), frame));
  }

  @Override
  protected void recorded(RawBytes fault) {
    log(new TranscriptEvent.Fault(request.id(), fault));
  }

  @Override
  protected void recorded(Note note) {
    log(new TranscriptEvent.Noted(request.id(), note));
  }

  @Override
  protected void recorded(TimedViolation first) {
    log(new TranscriptEvent.Violated(request.id(), first));
  }

  @Override
  protected void recorded(Direction direction, TimedClose close) {
    log(new TranscriptEvent.Closing(request.id(), direction, close));
  }

  @Override
  protected void recorded(ConnectionEnd last, long omittedFrames, long ignoredBytes) {
    log(new TranscriptEvent.Ended(request.id(), last, omittedFrames, ignoredBytes));
  }

  @Override
  protected void recordedOmission() {
    log(new TranscriptEvent.Omitted(Optional.of(request.id())));
  }

  /** The handshake was accepted. */
  TranscriptEvent.Accepted accepted() {
    return new TranscriptEvent.Accepted(request, engine, step);
  }

  /** The headers of the 101; empty before it is sent, or if the engine does not show them. */
  synchronized Optional<TranscriptEvent.Answered> answered() {
    return Optional.of(answer)
        .filter(headers -> !headers.isEmpty())
        .map(headers -> new TranscriptEvent.Answered(request.id(), headers));
  }

  String id() {
    return request.id();
  }

  private void log(TranscriptEvent event) {
    owner.add(event);
  }

  /** What was recorded up to now. */
  synchronized RecordedConnection now() {
    return new RecordedConnection(owner.node(), engine, step, request, answer, recorded());
  }
}
