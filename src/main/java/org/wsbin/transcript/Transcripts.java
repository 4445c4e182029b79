package org.wsbin.transcript;

import static java.util.Comparator.comparing;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.wsbin.cluster.Cluster;
import org.wsbin.limits.AddressKey;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.recording.Secrets;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.ServerObserver;
import org.wsbin.scenario.Timer;
import org.wsbin.scenario.TranscriptName;
import org.wsbin.settings.Settings.Recording;

/**
 * The transcripts of a deployment, by name. A name that nobody uses for {@code --transcript-age} is
 * forgotten; if there are {@code --transcripts} of them, or together they hold their share of
 * {@code --memory}, the oldest idle name of the address that has most of them makes room. Safe from
 * any thread; no call waits.
 */
public final class Transcripts implements ServerObserver, AutoCloseable {
  /** The most connections, and the most refused handshakes, of one name. */
  public static final int MOST_CONNECTIONS = 256;

  /** The most requests that wait for transcripts or follow them, at the same time. */
  public static final int MOST_WAITING = 256;

  /** What is said while all names are in use by open connections, or all memory is. */
  public static final String NO_ROOM =
      "There is no room for another transcript (--transcripts, --memory): delete one, or try again"
          + " later.";

  /** What a client is told if nothing is recorded. */
  public static final String TURNED_OFF =
      "Transcripts are turned off on this server (--transcripts).";

  private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(1);
  private static final int NAME_BYTES = 16;
  private static final long NAME_OVERHEAD = 512;

  /** A new name needs so many free bytes: for a head, and a few frames. */
  private static final long ROOM_FOR_ONE = 32 * 1024;

  private final Recording settings;
  private final Share share;
  private final Timer timer;
  private final SecureRandom random = new SecureRandom();
  private final Timer.Scheduled sweeping;

  /** What other nodes record; empty if there are none. */
  private final Optional<SharedTranscripts> shared;

  /** By name; guarded by this. */
  private final Map<String, Transcript> byName = new LinkedHashMap<>();

  private final TranscriptReaders readers;

  /** No transcripts yet, and no other nodes. */
  public Transcripts(Recording settings, MemoryBudget memory, Timer timer) {
    this(settings, memory, timer, Optional.empty());
  }

  /** No transcripts yet on this node. */
  public Transcripts(Recording settings, MemoryBudget memory, Timer timer, Cluster cluster) {
    this(settings, memory, timer, TranscriptSharing.of(cluster, settings, memory));
  }

  Transcripts(
      Recording settings, MemoryBudget memory, Timer timer, Optional<TranscriptSharing> sharing) {
    this.settings = settings;
    this.share = new Share(memory);
    this.timer = timer;
    this.shared =
        sharing
            .filter(with -> enabled())
            .map(
                with ->
                    new SharedTranscripts(
                        with,
                        () -> new Space(share, settings.bytes()),
                        timer,
                        this::local,
                        this::check,
                        this::deleteHere));
    this.readers = new TranscriptReaders(this::find, shared, memory, timer);
    this.sweeping = timer.every(SWEEP_INTERVAL, this::sweep);
  }

  /** Whether anything is recorded at all. */
  public boolean enabled() {
    return settings.names() > 0;
  }

  @Override
  public Optional<ConnectionObserver> accepted(OpeningRequest opening, String step) {
    Optional<String> name = TranscriptName.of(opening);
    if (name.isPresent() && !enabled()) {
      throw new BadParameterException(403, TURNED_OFF);
    }
    return name.flatMap(n -> transcript(n, opening).record(opening, step));
  }

  @Override
  public void answered(OpeningRequest opening, Refused response) {
    if (enabled()) {
      name(opening)
          .ifPresent(
              n -> transcriptIfRoom(n, opening).ifPresent(t -> t.refused(opening, response)));
    }
  }

  /** The name, unless it is one of the things that were refused. */
  private static Optional<String> name(OpeningRequest opening) {
    try {
      return TranscriptName.of(opening);
    } catch (BadParameterException refused) {
      return Optional.empty();
    }
  }

  private Transcript transcript(String name, OpeningRequest opening) {
    return transcriptIfRoom(name, opening)
        .orElseThrow(() -> new BadParameterException(503, NO_ROOM));
  }

  /** Whether another name finds room, if need be in place of one without an open connection. */
  public synchronized boolean hasRoom() {
    Instant now = instant().plusNanos(1);
    return (byName.size() < settings.names() && share.hasRoomFor(ROOM_FOR_ONE))
        || byName.values().stream().anyMatch(transcript -> transcript.idleSince(now));
  }

  private Optional<Transcript> transcriptIfRoom(String name, OpeningRequest opening) {
    String owner = AddressKey.of(opening.clientAddress());
    synchronized (this) {
      Transcript known = byName.get(name);
      if (known != null) {
        return Optional.of(known);
      }
      Space space = new Space(share, settings.bytes());
      // the connections of other names may take what was free a moment ago
      while (byName.size() >= settings.names()
          || !share.hasRoomFor(ROOM_FOR_ONE)
          || !space.take(NAME_OVERHEAD)) {
        shared.ifPresent(SharedTranscripts::makeRoom);
        if (!makeRoom()) {
          return Optional.empty();
        }
      }
      Transcript made =
          new Transcript(
              name,
              owner,
              space,
              this::instant,
              this::check,
              shared.map(SharedTranscripts::sharing));
      byName.put(name, made);
      return Optional.of(made);
    }
  }

  private void check() {
    readers.check();
  }

  private Instant instant() {
    return timer.now().toInstant();
  }

  /** Forgets one name; false if connections are open in all of those that may go. */
  private boolean makeRoom() {
    Map<String, Long> numbers =
        byName.values().stream()
            .collect(Collectors.groupingBy(Transcript::owner, Collectors.counting()));
    Instant now = instant().plusNanos(1);
    Optional<Transcript> oldest =
        byName.values().stream()
            .filter(transcript -> transcript.idleSince(now))
            .max(
                comparing((Transcript t) -> numbers.get(t.owner()))
                    .thenComparing(comparing(Transcript::lastEvent).reversed()));
    oldest.ifPresent(this::forget);
    return oldest.isPresent();
  }

  private void forget(Transcript transcript) {
    byName.remove(transcript.name());
    transcript.release();
    shared.ifPresent(others -> others.forget(transcript.name()));
  }

  /**
   * The transcript of that name; of all nodes, if {@link #await} has brought it here shortly
   * before.
   */
  public Optional<TranscriptView> find(String name) {
    Optional<TranscriptView> everywhere = shared.flatMap(others -> others.find(name));
    return everywhere.or(() -> local(name));
  }

  private synchronized Optional<Transcript> local(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Whether other nodes record too, so that {@link #await} comes before {@link #find}. */
  public boolean isShared() {
    return shared.isPresent();
  }

  /** Why only what this node has recorded is known now, in a sentence; empty if it is not so. */
  public Optional<String> alone() {
    return shared.flatMap(SharedTranscripts::alone);
  }

  /**
   * Deletes a transcript, on all nodes; its open connections are not recorded any more.
   *
   * @return whether there was one; does not wait for nodes that cannot be asked
   */
  public CompletionStage<Boolean> delete(String name) {
    boolean here = deleteHere(name);
    return shared
        .map(others -> others.delete(name).thenApply(there -> here || there))
        .orElseGet(() -> CompletableFuture.completedFuture(here));
  }

  private synchronized boolean deleteHere(String name) {
    Optional<Transcript> found = local(name);
    found.ifPresent(this::forget);
    return found.isPresent();
  }

  /** A name that nobody can guess, of 22 characters. */
  public String unguessableName() {
    byte[] bytes = new byte[NAME_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** How many names there are. */
  public synchronized int count() {
    return byName.size();
  }

  private void sweep() {
    Instant before = instant().minus(settings.age());
    synchronized (this) {
      List<Transcript> old = new ArrayList<>(byName.values());
      old.removeIf(transcript -> !transcript.idleSince(before));
      old.forEach(this::forget);
    }
    shared.ifPresent(SharedTranscripts::sweep);
    if (shared.isPresent()) {
      List<Transcript> all;
      synchronized (this) {
        all = List.copyOf(byName.values());
      }
      all.stream().map(Transcript::writer).flatMap(Optional::stream).forEach(w -> w.tend());
    }
  }

  /**
   * Waits until the transcript of a name is as somebody wants it, which it may be now; first until
   * what other nodes have recorded is here, for some seconds at most.
   *
   * @param atMost zero only brings what there is
   * @param done is called once, on any thread, and may not block or throw: when it is so, when the
   *     time is over, or when the caller does not want to wait any longer
   * @return ends the waiting; empty if too many wait
   */
  public Optional<Runnable> await(
      String name, Predicate<TranscriptView> wanted, Duration atMost, Runnable done) {
    return readers.await(name, wanted, atMost, done);
  }

  /**
   * Follows a transcript: what has happened, and then what happens, for 10 minutes at most.
   *
   * @param known how many events the reader knows already
   * @param wake is called if there is something to send, on any thread; it may neither block nor
   *     throw
   * @return empty if too many wait or follow, or if {@code --memory} is spent
   */
  public Optional<Following> follow(
      TranscriptView transcript, int known, Secrets secrets, Runnable wake) {
    return readers.follow(transcript, known, secrets, wake);
  }

  /** Ends the sweeping, and everything that waits. */
  @Override
  public void close() {
    sweeping.cancel();
    readers.close();
    shared.ifPresent(SharedTranscripts::close);
  }
}
