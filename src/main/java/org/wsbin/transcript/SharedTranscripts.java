package org.wsbin.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.wsbin.cluster.LogEntry;
import org.wsbin.cluster.LogKey;
import org.wsbin.cluster.SharedLog;
import org.wsbin.scenario.Timer;

/**
 * What all nodes have recorded, of the names that somebody asks this node for. A name is followed
 * while somebody waits for it, and some seconds more. Safe from any thread; no call waits.
 */
final class SharedTranscripts implements AutoCloseable {
  /** How long an answer of Redis is waited for. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  /** How long a name is followed after somebody has asked for it. */
  static final Duration LINGER = Duration.ofSeconds(10);

  /** The most names that are followed. */
  static final int MOST_NAMES = 2 * Transcripts.MOST_WAITING;

  private static final long NAME_OVERHEAD = 4096;

  /** Tells all nodes which names are deleted; no transcript can have this name. */
  private static final LogKey DELETED = TranscriptSharing.key("/deleted");

  private final TranscriptSharing sharing;
  private final Supplier<Space> spaces;
  private final Timer timer;
  private final Function<String, Optional<Transcript>> local;
  private final Runnable changed;
  private final SharedLog.Following deletions;

  /** By name; guarded by this. */
  private final Map<String, Followed> byName = new HashMap<>();

  /** When Redis was last asked in vain, and why. */
  private volatile Optional<Failed> failed = Optional.empty();

  private record Failed(long nanos, String why) {}

  /** A name that is followed. */
  private static final class Followed {
    private volatile MergedTranscript transcript;
    private int users;
    private long lastUse;

    Followed(MergedTranscript transcript, long now) {
      this.transcript = transcript;
      this.lastUse = now;
    }
  }

  /**
   * Nothing is followed yet, but what other nodes delete.
   *
   * @param spaces charges what is rebuilt of a name
   * @param local what this node has recorded of a name
   * @param changed is told of what others may wait for
   * @param deleted is told of a name that a node has deleted
   */
  SharedTranscripts(
      TranscriptSharing sharing,
      Supplier<Space> spaces,
      Timer timer,
      Function<String, Optional<Transcript>> local,
      Runnable changed,
      Consumer<String> deleted) {
    this.sharing = sharing;
    this.spaces = spaces;
    this.timer = timer;
    this.local = local;
    this.changed = changed;
    this.deletions =
        sharing.log().follow(DELETED, Long.MAX_VALUE - 1, entry -> deleted.accept(text(entry)));
  }

  private static String text(LogEntry entry) {
    return UTF_8.decode(entry.data()).toString();
  }

  TranscriptSharing sharing() {
    return sharing;
  }

  /** Why other nodes cannot be asked now, in a sentence; empty if they can. */
  Optional<String> alone() {
    return sharing
        .alone()
        .get()
        .or(
            () ->
                failed
                    .filter(one -> timer.nanos() - one.nanos() < PATIENCE.toNanos())
                    .map(Failed::why));
  }

  /** What is known of a name, if it is followed. */
  Optional<MergedTranscript> find(String name) {
    Optional<MergedTranscript> found;
    synchronized (this) {
      Optional<Followed> followed = Optional.ofNullable(byName.get(name));
      followed.ifPresent(one -> one.lastUse = timer.nanos());
      found = followed.map(one -> one.transcript);
    }
    return found.filter(MergedTranscript::exists);
  }

  /**
   * Gets what the nodes have recorded of a name up to now.
   *
   * @param waits whether it is followed also if there is nothing yet
   * @param done is called once, on any thread: when it is there, when there is nothing, or when
   *     Redis cannot be asked; perhaps never, if that is not known
   * @return ends the use of the name; empty if too many names are followed
   */
  Optional<Runnable> load(String name, boolean waits, Runnable done) {
    Optional<Runnable> user = Optional.of(() -> {});
    if (waits || local.apply(name).isPresent()) {
      user = use(name);
    }
    if (user.isEmpty()) {
      return user;
    }
    if (sharing.alone().get().isPresent()) {
      done.run();
      return user;
    }
    sharing
        .log()
        .newest(TranscriptSharing.key(name))
        .whenComplete(
            (newest, failure) -> {
              if (failure != null) {
                failed = Optional.of(new Failed(timer.nanos(), sentence(failure)));
                done.run();
              } else if (newest == 0) {
                forgetDeleted(name);
                done.run();
              } else {
                follow(name, 0)
                    .ifPresentOrElse(
                        followed -> followed.transcript.whenAt(newest, done),
                        () -> {
                          failed = Optional.of(new Failed(timer.nanos(), Transcripts.NO_ROOM));
                          done.run();
                        });
              }
            });
    return user;
  }

  private static String sentence(Throwable failure) {
    return Optional.ofNullable(failure.getMessage()).orElse("Redis does not answer.");
  }

  /** Follows a name; returns what ends that, or empty if there is no room. */
  Optional<Runnable> use(String name) {
    return follow(name, 1).map(followed -> () -> leave(followed));
  }

  private synchronized void leave(Followed followed) {
    followed.users--;
    followed.lastUse = timer.nanos();
  }

  private Optional<Followed> follow(String name, int users) {
    Followed followed;
    synchronized (this) {
      Followed known = byName.get(name);
      if (known != null) {
        known.lastUse = timer.nanos();
        known.users += users;
        return Optional.of(known);
      }
      Space first = spaces.get();
      if (byName.size() >= MOST_NAMES || !first.take(NAME_OVERHEAD)) {
        first.release();
        return Optional.empty();
      }
      followed = new Followed(made(name, first), timer.nanos());
      followed.users = users;
      byName.put(name, followed);
    }
    begin(name, followed.transcript);
    return Optional.of(followed);
  }

  private MergedTranscript made(String name, Space first) {
    return new MergedTranscript(
        name, () -> local.apply(name), sharing.nodes(), () -> spaceOf(first), changed);
  }

  private void begin(String name, MergedTranscript made) {
    made.follows(sharing.log().follow(TranscriptSharing.key(name), 0, made));
  }

  /** The first time the one whose overhead is taken. */
  private Space spaceOf(Space first) {
    Space next = first;
    if (!first.take(0)) {
      next = spaces.get();
      next.take(NAME_OVERHEAD);
    }
    return next;
  }

  /** This node has forgotten a name: what others have is rebuilt, if somebody still asks. */
  void forget(String name) {
    MergedTranscript gone;
    Optional<MergedTranscript> next = Optional.empty();
    synchronized (this) {
      Followed followed = byName.get(name);
      if (followed == null) {
        return;
      }
      gone = followed.transcript;
      if (followed.users == 0) {
        byName.remove(name);
      } else {
        followed.transcript = made(name, spaces.get());
        next = Optional.of(followed.transcript);
      }
    }
    gone.release();
    next.ifPresent(made -> begin(name, made));
  }

  /** The log is empty: what was read from it is of one that was deleted. */
  private void forgetDeleted(String name) {
    boolean deleted;
    synchronized (this) {
      Followed followed = byName.get(name);
      deleted = followed != null && followed.transcript.hasRead();
    }
    if (deleted) {
      forget(name);
    }
  }

  /** Ends what nobody uses any more. */
  void sweep() {
    end(timer.nanos() - LINGER.toNanos());
  }

  /** Ends what nobody uses, and nobody has just asked for. */
  void makeRoom() {
    end(timer.nanos() - PATIENCE.toNanos());
  }

  private void end(long before) {
    Map<String, Followed> gone = new HashMap<>();
    synchronized (this) {
      Iterator<Map.Entry<String, Followed>> all = byName.entrySet().iterator();
      while (all.hasNext()) {
        Map.Entry<String, Followed> each = all.next();
        if (each.getValue().users == 0 && each.getValue().lastUse - before <= 0) {
          gone.put(each.getKey(), each.getValue());
          all.remove();
        }
      }
    }
    gone.values().forEach(one -> one.transcript.release());
  }

  /**
   * Deletes a name on all nodes; on one that is away, as soon as it is back.
   *
   * @return whether other nodes had something; false if that cannot be told soon
   */
  CompletionStage<Boolean> delete(String name) {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    boolean alone = sharing.alone().get().isPresent();
    sharing
        .log()
        .append(DELETED, ByteBuffer.wrap(name.getBytes(UTF_8)))
        .thenCompose(told -> sharing.log().delete(TranscriptSharing.key(name)))
        .whenComplete((was, failure) -> answer.complete(failure == null && was));
    if (alone) {
      answer.complete(false);
    } else {
      timer.after(PATIENCE, () -> answer.complete(false));
    }
    return answer;
  }

  @Override
  public void close() {
    deletions.end();
    end(Long.MAX_VALUE / 2);
  }
}
