package org.wsbin.transcript;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.recording.RecordedFrame;
import org.wsbin.transcript.Transcript.Snapshot;

/**
 * What other nodes have recorded of a name, rebuilt from their events as far as there is room, and
 * the order of all. Its owner guards it.
 */
final class RebuiltTranscript {
  private final Space space;
  private final EventLog log = new EventLog();
  private final Map<Long, EventBatch> writers = new LinkedHashMap<>();

  /** By id, in order; empty for those of this node. */
  private final Map<String, Optional<RebuiltConnection>> connections = new LinkedHashMap<>();

  private final Map<String, Optional<RefusedHandshake>> refused = new LinkedHashMap<>();
  private final Map<String, Long> writerOf = new HashMap<>();
  private long gone;
  private long omitted;
  private boolean foreign;

  /** Nothing yet; what comes is charged to that space. */
  RebuiltTranscript(Space space) {
    this.space = space;
  }

  /** What happened on all nodes, in order. */
  EventLog log() {
    return log;
  }

  /** Whether nothing is known of a connection, or of a refused handshake. */
  boolean isEmpty() {
    return connections.isEmpty() && refused.isEmpty() && omitted == 0;
  }

  /** Those of other nodes. */
  List<RebuiltConnection> connections() {
    return connections.values().stream().flatMap(Optional::stream).toList();
  }

  /** An entry that this node cannot read. */
  void addUnreadable() {
    foreign = true;
  }

  /** So many entries are not kept any more. */
  void addGone(long entries) {
    gone += entries;
  }

  /** Forgets everything; who follows the log is told. */
  void release() {
    space.release();
    log.delete();
  }

  /**
   * Adds events.
   *
   * @param mine what this node has recorded itself; its own events are taken from there
   */
  void add(EventBatch batch, Optional<Transcript> mine) {
    Optional<Transcript> own =
        mine.filter(t -> t.writer().filter(w -> w.id() == batch.writer()).isPresent());
    writers.put(
        batch.writer(),
        new EventBatch(
            batch.writer(),
            batch.node(),
            0,
            batch.lostEvents(),
            batch.omittedConnections(),
            List.of()));
    int index = batch.first();
    for (TranscriptEvent event : batch.events()) {
      int place = event.isStreamed() ? index++ : index;
      if (own.isPresent()) {
        addOwn(event, batch.writer());
        if (event.isStreamed()) {
          own.get().log().after(place, 1).forEach(log::add);
        }
      } else if (addForeign(event, batch) && event.isStreamed()) {
        log.add(event);
      }
    }
  }

  private void addOwn(TranscriptEvent event, long writer) {
    if (event instanceof TranscriptEvent.Accepted accepted) {
      connections.put(accepted.request().id(), Optional.empty());
      writerOf.put(accepted.request().id(), writer);
    } else if (event instanceof TranscriptEvent.Refusal refusal) {
      refused.put(refusal.refused().request().id(), Optional.empty());
    }
  }

  /** Returns whether there was room for it, and it belongs to something that is known. */
  private boolean addForeign(TranscriptEvent event, EventBatch batch) {
    if (event instanceof TranscriptEvent.Accepted accepted) {
      begin(accepted.request(), accepted, batch);
      return true;
    }
    if (event instanceof TranscriptEvent.Opened opened) {
      String id = opened.request().id();
      if (!isFrom(id, batch)) {
        begin(
            opened.request(),
            new TranscriptEvent.Accepted(opened.request(), opened.engine(), opened.step()),
            batch);
      }
      return addTo(id, opened, batch, 0);
    }
    if (event instanceof TranscriptEvent.Refusal refusal) {
      return refuse(refusal.refused());
    }
    if (event instanceof TranscriptEvent.Frame frame) {
      return addTo(frame.connection(), frame, batch, RecordedFrame.OVERHEAD + frame.frame().kept());
    }
    if (event instanceof TranscriptEvent.Fault fault) {
      long bytes = (long) RecordedFrame.OVERHEAD + fault.bytes().beginning().remaining();
      return addTo(fault.connection(), fault, batch, bytes);
    }
    if (event instanceof TranscriptEvent.Noted noted) {
      long bytes = (long) RecordedFrame.OVERHEAD + noted.note().sentence().length();
      return addTo(noted.connection(), noted, batch, bytes);
    }
    if (event instanceof TranscriptEvent.Omitted whole && whole.connection().isEmpty()) {
      return true;
    }
    return event.connectionId().filter(id -> addTo(id, event, batch, 0)).isPresent();
  }

  private boolean isFrom(String id, EventBatch batch) {
    return connections.containsKey(id) && writerOf.get(id) == batch.writer();
  }

  private void begin(RequestHead head, TranscriptEvent.Accepted accepted, EventBatch batch) {
    boolean known = connections.containsKey(head.id());
    if (!known
        && (connections.size() >= Transcripts.MOST_CONNECTIONS || !space.take(head.bytes()))) {
      omit();
      return;
    }
    connections.put(
        head.id(),
        Optional.of(new RebuiltConnection(batch.node(), head, accepted.engine(), accepted.step())));
    writerOf.put(head.id(), batch.writer());
  }

  private boolean refuse(RefusedHandshake one) {
    String id = one.request().id();
    if (refused.containsKey(id)) {
      return false;
    }
    if (refused.size() >= Transcripts.MOST_CONNECTIONS || !space.take(one.request().bytes())) {
      omit();
      return false;
    }
    refused.put(id, Optional.of(one));
    return true;
  }

  private void omit() {
    if (omitted++ == 0) {
      log.add(new TranscriptEvent.Omitted(Optional.empty()));
    }
  }

  private boolean addTo(String id, TranscriptEvent event, EventBatch batch, long bytes) {
    Optional<RebuiltConnection> to = isFrom(id, batch) ? connections.get(id) : Optional.empty();
    if (to.isEmpty()) {
      return false;
    }
    if (bytes > 0 && !space.take(bytes)) {
      if (to.get().omit()) {
        log.add(new TranscriptEvent.Omitted(Optional.of(id)));
      }
      return false;
    }
    to.get().add(event);
    return true;
  }

  /**
   * All of it.
   *
   * @param here what this node has recorded itself
   * @param ownWriter that of its events
   * @param nodes what is known of each
   */
  Snapshot with(Snapshot here, long ownWriter, TranscriptSharing.Nodes nodes) {
    Map<String, RecordedConnection> own = new LinkedHashMap<>();
    here.connections().forEach(one -> own.put(one.request().id(), one));
    Map<String, RefusedHandshake> ownRefused = new LinkedHashMap<>();
    here.refused().forEach(one -> ownRefused.put(one.request().id(), one));
    List<RecordedConnection> all = new ArrayList<>();
    connections.forEach(
        (id, one) ->
            Optional.ofNullable(own.remove(id))
                .or(() -> one.map(RebuiltConnection::now))
                .ifPresent(all::add));
    all.addAll(own.values()); // on their way to the log
    List<RefusedHandshake> allRefused = new ArrayList<>();
    refused.forEach(
        (id, one) ->
            Optional.ofNullable(ownRefused.remove(id)).or(() -> one).ifPresent(allRefused::add));
    allRefused.addAll(ownRefused.values());
    long omittedThere =
        writers.values().stream()
            .filter(writer -> writer.writer() != ownWriter)
            .mapToLong(EventBatch::omittedConnections)
            .sum();
    return new Snapshot(
        here.name(),
        List.copyOf(all),
        List.copyOf(allRefused),
        here.omittedConnections() + omittedThere + omitted,
        remarks(ownWriter, nodes));
  }

  private List<String> remarks(long ownWriter, TranscriptSharing.Nodes nodes) {
    List<String> remarks = new ArrayList<>();
    for (EventBatch writer : writers.values()) {
      if (writer.writer() != ownWriter && writer.lostEvents() > 0) {
        remarks.add(Remarks.lost(writer.node(), writer.lostEvents()));
      }
    }
    if (gone > 0) {
      remarks.add(Remarks.gone(gone));
    }
    if (foreign) {
      remarks.add(Remarks.FOREIGN);
    }
    for (RebuiltConnection one : connections()) {
      if (!one.hasEnded()) {
        switch (nodes.standing(one.node(), one.heardOf())) {
          case GONE -> remarks.add(Remarks.nodeIsGone(one.id(), one.node()));
          case UNKNOWN -> remarks.add(Remarks.nodeIsUnknown(one.id(), one.node()));
          case THERE -> {}
        }
      }
    }
    return List.copyOf(remarks);
  }
}
