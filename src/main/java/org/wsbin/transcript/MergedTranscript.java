package org.wsbin.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.wsbin.cluster.LogEntry;
import org.wsbin.cluster.LogListener;
import org.wsbin.cluster.SharedLog;
import org.wsbin.transcript.Transcript.Snapshot;

/**
 * What all nodes have recorded of a name, in the order of the shared log. What this node has
 * recorded itself comes from its own memory; what others have is rebuilt from their events, as far
 * as there is room. Safe from any thread; no call waits for longer than copying a list takes.
 */
public final class MergedTranscript implements TranscriptView, LogListener {
  private final String name;
  private final Supplier<Optional<Transcript>> local;
  private final TranscriptSharing.Nodes nodes;
  private final Supplier<Space> spaces;
  private final Runnable changed;

  /** Guarded by this, as is all that follows. */
  private RebuiltTranscript others;

  private final List<Caller> callers = new ArrayList<>();
  private Optional<SharedLog.Following> following = Optional.empty();
  private long position;
  private boolean released;

  /** Somebody who wants all up to an offset. */
  private record Caller(long offset, Runnable done) {}

  /**
   * Nothing is known yet.
   *
   * @param local what this node has recorded itself
   * @param nodes what is known of each
   * @param spaces charges what is rebuilt
   * @param changed is told of what others may wait for
   */
  MergedTranscript(
      String name,
      Supplier<Optional<Transcript>> local,
      TranscriptSharing.Nodes nodes,
      Supplier<Space> spaces,
      Runnable changed) {
    this.name = name;
    this.local = local;
    this.nodes = nodes;
    this.spaces = spaces;
    this.changed = changed;
    this.others = new RebuiltTranscript(spaces.get());
  }

  /** What ends the following of the log. */
  void follows(SharedLog.Following ending) {
    synchronized (this) {
      if (!released) {
        following = Optional.of(ending);
        return;
      }
    }
    ending.end();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized EventLog log() {
    return others.log();
  }

  /** Calls when all entries up to an offset are here, or none of them will come. */
  void whenAt(long offset, Runnable done) {
    synchronized (this) {
      if (position < offset && !released) {
        callers.add(new Caller(offset, done));
        return;
      }
    }
    done.run();
  }

  @Override
  public void entry(LogEntry entry) {
    Optional<Transcript> mine = local.get();
    Optional<EventBatch> batch = read(entry);
    List<Caller> ready;
    synchronized (this) {
      if (released) {
        return;
      }
      position = entry.offset();
      batch.ifPresentOrElse(events -> others.add(events, mine), others::addUnreadable);
      ready = callers.stream().filter(one -> one.offset() <= position).toList();
      callers.removeAll(ready);
    }
    ready.forEach(one -> one.done().run());
    if (batch.filter(MergedTranscript::hasNews).isPresent()) {
      changed.run();
    }
  }

  private static boolean hasNews(EventBatch batch) {
    return batch.events().stream()
        .anyMatch(
            event ->
                event instanceof TranscriptEvent.Accepted
                    || event instanceof TranscriptEvent.Opened
                    || event instanceof TranscriptEvent.Refusal
                    || event instanceof TranscriptEvent.Ended);
  }

  private static Optional<EventBatch> read(LogEntry entry) {
    try {
      return Optional.of(EventCodec.read(entry.data()));
    } catch (IllegalArgumentException foreign) {
      return Optional.empty(); // said as a remark
    }
  }

  @Override
  public synchronized void missing(long first, long last) {
    others.addGone(last - first + 1);
    position = last;
  }

  @Override
  public void deleted() {
    local.get().flatMap(Transcript::writer).ifPresent(TranscriptWriter::begunAnew);
    List<Caller> ready;
    synchronized (this) {
      if (released) {
        return;
      }
      ready = forget();
      others = new RebuiltTranscript(spaces.get());
    }
    ready.forEach(one -> one.done().run());
  }

  private List<Caller> forget() {
    others.release();
    position = 0;
    List<Caller> ready = List.copyOf(callers);
    callers.clear();
    return ready;
  }

  /** Nothing more is known, for ever. */
  void release() {
    List<Caller> ready;
    synchronized (this) {
      released = true;
      following.ifPresent(SharedLog.Following::end);
      ready = forget();
    }
    ready.forEach(one -> one.done().run());
  }

  /** Whether any entry has come. */
  synchronized boolean hasRead() {
    return position > 0;
  }

  /** Whether anything is known of the name. */
  boolean exists() {
    if (local.get().isPresent()) {
      return true;
    }
    synchronized (this) {
      return !others.isEmpty();
    }
  }

  @Override
  public long opened() {
    long own = local.get().map(Transcript::opened).orElse(0L);
    synchronized (this) {
      return own
          + others.connections().stream().filter(one -> one.hasOpened() || one.hasEnded()).count();
    }
  }

  @Override
  public long ended() {
    long own = local.get().map(Transcript::ended).orElse(0L);
    synchronized (this) {
      return own + others.connections().stream().filter(RebuiltConnection::hasEnded).count();
    }
  }

  @Override
  public Snapshot now() {
    Optional<Transcript> mine = local.get();
    long writer = mine.flatMap(Transcript::writer).map(TranscriptWriter::id).orElse(0L);
    Snapshot here =
        mine.map(Transcript::now)
            .orElseGet(() -> new Snapshot(name, List.of(), List.of(), 0, List.of()));
    synchronized (this) {
      return others.with(here, writer, nodes);
    }
  }
}
