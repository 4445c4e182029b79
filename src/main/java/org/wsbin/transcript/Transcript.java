package org.wsbin.transcript;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.OpeningRequest;

/**
 * What was seen of all connections with one name. Safe from any thread; no call waits for another
 * for longer than copying a list takes.
 */
public final class Transcript {
  private final String name;
  private final String owner;
  private final Space space;
  private final Supplier<Instant> clock;
  private final Runnable changed;
  private final EventLog log = new EventLog();
  private final List<ConnectionRecorder> connections = new ArrayList<>();
  private final List<RefusedHandshake> refused = new ArrayList<>();
  private long omittedConnections;
  private Instant lastEvent;

  /**
   * Nothing was seen yet.
   *
   * @param owner the key of the address that used the name first
   * @param changed is told of each opening, refusal and end, on the connection's thread
   */
  Transcript(String name, String owner, Space space, Supplier<Instant> clock, Runnable changed) {
    this.name = name;
    this.owner = owner;
    this.space = space;
    this.clock = clock;
    this.changed = changed;
    this.lastEvent = clock.get();
  }

  /** The name that the clients gave. */
  public String name() {
    return name;
  }

  String owner() {
    return owner;
  }

  Instant instant() {
    return clock.get();
  }

  /** What happened, in order. */
  EventLog log() {
    return log;
  }

  boolean take(long bytes) {
    return space.take(bytes);
  }

  /** Records one more connection; empty if there is no room for it. */
  synchronized Optional<ConnectionObserver> record(OpeningRequest opening, String step) {
    RequestHead head = RequestHead.of(opening);
    lastEvent = clock.get();
    if (connections.size() >= Transcripts.MOST_CONNECTIONS || !space.take(head.bytes())) {
      omit();
      return Optional.empty();
    }
    ConnectionRecorder recorder =
        new ConnectionRecorder(this, opening.engine(), step, head, this::noteChange);
    connections.add(recorder);
    return Optional.of(recorder);
  }

  /** Records a handshake that got another response than a 101. */
  void refused(OpeningRequest opening, Refused response) {
    RequestHead head = RequestHead.of(opening);
    synchronized (this) {
      if (refused.size() >= Transcripts.MOST_CONNECTIONS || !space.take(head.bytes())) {
        omit();
      } else {
        RefusedHandshake one = new RefusedHandshake(clock.get(), head, response);
        refused.add(one);
        log.add(new TranscriptEvent.Refusal(one));
      }
    }
    noteChange();
  }

  private void omit() {
    if (omittedConnections++ == 0) {
      log.add(new TranscriptEvent.Omitted(Optional.empty()));
    }
  }

  private void noteChange() {
    synchronized (this) {
      lastEvent = clock.get();
    }
    changed.run();
  }

  /** What was seen up to now. */
  public synchronized Snapshot now() {
    return new Snapshot(
        name,
        connections.stream().map(ConnectionRecorder::now).toList(),
        List.copyOf(refused),
        omittedConnections);
  }

  /** How many connections have opened. */
  public synchronized long opened() {
    return connections.stream().filter(c -> c.isOpen() || c.isEnded()).count();
  }

  /** How many connections have ended. */
  public synchronized long ended() {
    return connections.stream().filter(ConnectionRecorder::isEnded).count();
  }

  /** Whether no connection is open, and nothing has happened since. */
  synchronized boolean idleSince(Instant before) {
    return lastEvent.isBefore(before) && connections.stream().noneMatch(ConnectionRecorder::isOpen);
  }

  synchronized Instant lastEvent() {
    return lastEvent;
  }

  /** Nothing more is recorded. */
  void release() {
    space.release();
    log.delete();
  }

  /**
   * What was seen up to a moment.
   *
   * @param omittedConnections connections and refused handshakes for which there was no room
   */
  public record Snapshot(
      String name,
      List<RecordedConnection> connections,
      List<RefusedHandshake> refused,
      long omittedConnections) {}
}
