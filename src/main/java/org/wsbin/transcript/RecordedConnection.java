package org.wsbin.transcript;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.recording.ConnectionEnd;
import org.wsbin.recording.Note;
import org.wsbin.recording.RawBytes;
import org.wsbin.recording.Recorded;
import org.wsbin.recording.RecordedFrame;
import org.wsbin.recording.TimedClose;
import org.wsbin.recording.TimedViolation;
import org.wsbin.scenario.Engine;

/**
 * What was seen of one connection, up to now. The members of {@link Recorded} are here too.
 *
 * @param node that served it; empty if nothing is shared with other nodes
 * @param step the first step of the path that acts on the connection
 * @param answer the headers of the 101; empty if the engine does not show them
 * @param recorded what came after the handshake
 */
public record RecordedConnection(
    Optional<String> node,
    Engine engine,
    String step,
    RequestHead request,
    List<Map.Entry<String, String>> answer,
    Recorded recorded) {

  public Optional<Instant> openedAt() {
    return recorded.openedAt();
  }

  public List<RecordedFrame> frames() {
    return recorded.frames();
  }

  public long omittedFrames() {
    return recorded.omittedFrames();
  }

  public List<RawBytes> faults() {
    return recorded.faults();
  }

  public List<Note> notes() {
    return recorded.notes();
  }

  public long ignoredBytes() {
    return recorded.ignoredBytes();
  }

  public Optional<TimedViolation> violation() {
    return recorded.violation();
  }

  public Optional<TimedClose> closeReceived() {
    return recorded.closeReceived();
  }

  public Optional<TimedClose> closeSent() {
    return recorded.closeSent();
  }

  public Optional<ConnectionEnd> end() {
    return recorded.end();
  }
}
