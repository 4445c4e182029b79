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
public final class Transcript implements TranscriptView {
  private final String name;
  private final String owner;
  private final Space space;
  private final Supplier<Instant> clock;
  private final Runnable changed;

  /** Tells other nodes; empty if there are none. */
  private final Optional<TranscriptWriter> writer;

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
   * @param sharing with other nodes, if there are any
   */
  Transcript(
      String name,
      String owner,
      Space space,
      Supplier<Instant> clock,
      Runnable changed,
      Optional<TranscriptSharing> sharing) {
    this.name = name;
    this.owner = owner;
    this.space = space;
    this.clock = clock;
    this.changed = changed;
    this.lastEvent = clock.get();
    this.writer = sharing.map(with -> new TranscriptWriter(name, with, this));
  }

  @Override
  public String name() {
    return name;
  }

  String owner() {
    return owner;
  }

  Instant instant() {
    return clock.get();
  }

  @Override
  public EventLog log() {
    return log;
  }

  /** The name of this node, if anything is shared with others. */
  Optional<String> node() {
    return writer.map(TranscriptWriter::node);
  }

  Optional<TranscriptWriter> writer() {
    return writer;
  }

  /** Adds an event, for readers here and on other nodes. */
  void add(TranscriptEvent event) {
    if (writer.isPresent()) {
      writer.get().add(event);
    } else {
      log.add(event);
    }
  }

  /** Adds an event for other nodes only. */
  void tellOthers(Supplier<TranscriptEvent> event) {
    writer.ifPresent(to -> to.add(event.get()));
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
    tellOthers(recorder::accepted);
    return Optional.of(recorder);
  }

  /** Records a handshake that got another response than a 101. */
  void refused(OpeningRequest opening, Refused response) {
    RequestHead head = RequestHead.of(opening);
    synchronized (this) {
      if (refused.size() >= Transcripts.MOST_CONNECTIONS || !space.take(head.bytes())) {
        omit();
      } else {
        RefusedHandshake one = new RefusedHandshake(node(), clock.get(), head, response);
        refused.add(one);
        add(new TranscriptEvent.Refusal(one));
      }
    }
    noteChange();
  }

  private void omit() {
    if (omittedConnections++ == 0) {
      add(new TranscriptEvent.Omitted(Optional.empty()));
    }
    writer.ifPresent(to -> to.omitted(omittedConnections));
  }

  private void noteChange() {
    synchronized (this) {
      lastEvent = clock.get();
    }
    changed.run();
  }

  @Override
  public synchronized Snapshot now() {
    return new Snapshot(
        name,
        connections.stream().map(ConnectionRecorder::now).toList(),
        List.copyOf(refused),
        omittedConnections,
        List.of());
  }

  @Override
  public synchronized long opened() {
    return connections.stream().filter(c -> c.isOpen() || c.isEnded()).count();
  }

  @Override
  public synchronized long ended() {
    return connections.stream().filter(ConnectionRecorder::isEnded).count();
  }

  /** Whether a connection is open. */
  synchronized boolean hasOpen() {
    return connections.stream().anyMatch(ConnectionRecorder::isOpen);
  }

  /** Whether no connection is open, and nothing has happened since. */
  synchronized boolean idleSince(Instant before) {
    return lastEvent.isBefore(before) && connections.stream().noneMatch(ConnectionRecorder::isOpen);
  }

  synchronized Instant lastEvent() {
    return lastEvent;
  }

  /** All recorders, in the order of their handshakes. */
  synchronized List<ConnectionRecorder> recorders() {
    return List.copyOf(connections);
  }

  /** Nothing more is recorded. */
  void release() {
    writer.ifPresent(TranscriptWriter::close);
    space.release();
    log.delete();
  }

  /**
   * What was seen up to a moment.
   *
   * @param omittedConnections connections and refused handshakes for which there was no room
   * @param remarks what else is missing, and why, in sentences
   */
  public record Snapshot(
      String name,
      List<RecordedConnection> connections,
      List<RefusedHandshake> refused,
      long omittedConnections,
      List<String> remarks) {

    /** The same with one more remark. */
    public Snapshot with(String remark) {
      List<String> all = new ArrayList<>(remarks);
      all.add(remark);
      return new Snapshot(name, connections, refused, omittedConnections, List.copyOf(all));
    }
  }
}
