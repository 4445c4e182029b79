package org.wsbin.transcript;

import static java.util.Locale.ROOT;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.ConnectionObserver.Direction;
import org.wsbin.recording.ConnectionEnd;
import org.wsbin.recording.Note;
import org.wsbin.recording.RawBytes;
import org.wsbin.recording.RecordedFrame;
import org.wsbin.recording.RecordingMembers;
import org.wsbin.recording.Secrets;
import org.wsbin.recording.TimedClose;
import org.wsbin.recording.TimedViolation;
import org.wsbin.scenario.Engine;

/** Something that happened on a connection; its members are those of the JSON transcript. */
sealed interface TranscriptEvent {

  /** What a client of the stream listens for. */
  String type();

  /** The connection that it is about; empty if it is about none. */
  Optional<String> connectionId();

  /** Whether whoever follows is told of it; the others are for other nodes only. */
  default boolean isStreamed() {
    return true;
  }

  /** The values of its JSON. */
  Map<String, Object> members(Secrets secrets);

  private static Map<String, Object> of(String connection, Map<String, Object> more) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("connection", connection);
    members.putAll(more);
    return members;
  }

  /** A handshake is accepted; the connection is not open yet. */
  record Accepted(RequestHead request, Engine engine, String step) implements TranscriptEvent {
    @Override
    public Optional<String> connectionId() {
      return Optional.of(request.id());
    }

    @Override
    public String type() {
      return "accepted";
    }

    @Override
    public boolean isStreamed() {
      return false;
    }

    @Override
    public Map<String, Object> members(Secrets secrets) {
      return of(request.id(), Map.of());
    }
  }

  /** The headers of the 101, which is about to be sent. */
  record Answered(String connection, List<Map.Entry<String, String>> headers)
      implements TranscriptEvent {
    @Override
    public Optional<String> connectionId() {
      return Optional.of(connection);
    }

    @Override
    public String type() {
      return "answered";
    }

    @Override
    public boolean isStreamed() {
      return false;
    }

    @Override
    public Map<String, Object> members(Secrets secrets) {
      return of(connection, Map.of());
    }
  }

  /**
   * A connection is open.
   *
   * @param node that serves it; empty if nothing is shared with other nodes
   */
  record Opened(RequestHead request, Engine engine, String step, Instant at, Optional<String> node)
      implements TranscriptEvent {
    @Override
    public Optional<String> connectionId() {
      return Optional.of(request.id());
    }

    @Override
    public String type() {
      return "opened";
    }

    @Override
    public Map<String, Object> members(Secrets secrets) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("connection", request.id());
      members.put("engine", engine.path());
      members.put("step", step);
      members.put("openedAt", at.toString());
      node.ifPresent(name -> members.put("node", name));
      members.put("request", TranscriptJson.request(request, secrets));
      return members;
    }
  }

  /** A frame came, or went, up to its end or that of the connection. */
  record Frame(String connection, RecordedFrame frame) implements TranscriptEvent {
    @Override
    public Optional<String> connectionId() {
      return Optional.of(connection);
    }

    @Override
    public String type() {
      return "frame";
    }

    @Override
    public Map<String, Object> members(Secrets secrets) {
      return of(connection, RecordingMembers.frame(frame));
    }
  }

  /** The server sent bytes that need not be frames. */
  record Fault(String connection, RawBytes bytes) implements TranscriptEvent {
    @Override
    public Optional<String> connectionId() {
      return Optional.of(connection);
    }

    @Override
    public String type() {
      return "fault";
    }

    @Override
    public Map<String, Object> members(Secrets secrets) {
      return of(connection, RecordingMembers.fault(bytes));
    }
  }

  /** The server noted what it did. */
  record Noted(String connection, Note note) implements TranscriptEvent {
    @Override
    public Optional<String> connectionId() {
      return Optional.of(connection);
    }

    @Override
    public String type() {
      return "note";
    }

    @Override
    public Map<String, Object> members(Secrets secrets) {
      return of(connection, RecordingMembers.note(note));
    }
  }

  /** The client broke a rule for the first time. */
  record Violated(String connection, TimedViolation violation) implements TranscriptEvent {
    @Override
    public Optional<String> connectionId() {
      return Optional.of(connection);
    }

    @Override
    public String type() {
      return "violation";
    }

    @Override
    public Map<String, Object> members(Secrets secrets) {
      return of(connection, RecordingMembers.violation(violation));
    }
  }

  /** The first close frame of a direction. */
  record Closing(String connection, Direction direction, TimedClose close)
      implements TranscriptEvent {
    @Override
    public Optional<String> connectionId() {
      return Optional.of(connection);
    }

    @Override
    public String type() {
      return "close";
    }

    @Override
    public Map<String, Object> members(Secrets secrets) {
      Map<String, Object> members = of(connection, RecordingMembers.close(close));
      members.put("direction", direction.name().toLowerCase(ROOT));
      return members;
    }
  }

  /** A connection has ended. */
  record Ended(String connection, ConnectionEnd end, long omittedFrames, long ignoredBytes)
      implements TranscriptEvent {
    @Override
    public Optional<String> connectionId() {
      return Optional.of(connection);
    }

    @Override
    public String type() {
      return "ended";
    }

    @Override
    public Map<String, Object> members(Secrets secrets) {
      Map<String, Object> members = of(connection, RecordingMembers.end(end));
      members.put("by", end.state().closedBy().map(RecordingMembers::party));
      members.put("clean", end.state().clean());
      members.put("omittedFrames", omittedFrames);
      return members;
    }
  }

  /** A handshake got another response than a 101. */
  record Refusal(RefusedHandshake refused) implements TranscriptEvent {
    @Override
    public Optional<String> connectionId() {
      return Optional.empty();
    }

    @Override
    public String type() {
      return "refused";
    }

    @Override
    public Map<String, Object> members(Secrets secrets) {
      return TranscriptJson.refused(refused, secrets);
    }
  }

  /**
   * The transcript is full: some events from here on are missing.
   *
   * @param connection whose frames are; empty if whole connections are
   */
  record Omitted(Optional<String> connection) implements TranscriptEvent {
    @Override
    public Optional<String> connectionId() {
      return connection;
    }

    @Override
    public String type() {
      return "omitted";
    }

    @Override
    public Map<String, Object> members(Secrets secrets) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("connection", connection);
      members.put(
          "sentence",
          connection.isPresent()
              ? "The transcript is full (--transcript-bytes): frames are missing from here on."
              : "The transcript is full: connections or refused handshakes are missing from here"
                  + " on.");
      return members;
    }
  }
}
