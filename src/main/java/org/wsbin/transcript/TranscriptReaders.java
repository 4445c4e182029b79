package org.wsbin.transcript;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.recording.Secrets;
import org.wsbin.scenario.Timer;

/** The requests that wait for transcripts, or follow them. Safe from any thread. */
final class TranscriptReaders implements AutoCloseable {
  private final Function<String, Optional<TranscriptView>> transcripts;
  private final Optional<SharedTranscripts> shared;
  private final MemoryBudget memory;
  private final Timer timer;

  /** How many follow a transcript. */
  private final AtomicInteger following = new AtomicInteger();

  private final List<Waiting> waiting = new CopyOnWriteArrayList<>();

  /**
   * Nobody waits yet.
   *
   * @param transcripts by name
   * @param shared what other nodes record, if there are any
   */
  TranscriptReaders(
      Function<String, Optional<TranscriptView>> transcripts,
      Optional<SharedTranscripts> shared,
      MemoryBudget memory,
      Timer timer) {
    this.transcripts = transcripts;
    this.shared = shared;
    this.memory = memory;
    this.timer = timer;
  }

  /** As {@link Transcripts#await}. */
  Optional<Runnable> await(
      String name, Predicate<TranscriptView> wanted, Duration atMost, Runnable done) {
    Waiting one = new Waiting(name, atMost.isZero() ? any -> true : wanted, done);
    synchronized (waiting) {
      if (waiting.size() + following.get() >= Transcripts.MOST_WAITING) {
        return Optional.empty();
      }
      waiting.add(one);
    }
    Duration most = atMost.isZero() ? SharedTranscripts.PATIENCE : atMost;
    one.timeout = Optional.of(timer.after(most, () -> end(one)));
    if (shared.isPresent()) {
      Optional<Runnable> user =
          shared.get().load(name, !atMost.isZero(), () -> loaded(one, atMost.isZero()));
      if (user.isEmpty()) {
        one.giveUp();
        return Optional.empty();
      }
      one.uses(user.get());
    } else {
      loaded(one, atMost.isZero());
    }
    return Optional.of(() -> end(one));
  }

  /** As {@link Transcripts#follow}. */
  Optional<Following> follow(TranscriptView transcript, int known, Secrets secrets, Runnable wake) {
    if (following.incrementAndGet() + waiting.size() > Transcripts.MOST_WAITING) {
      following.decrementAndGet();
      return Optional.empty();
    }
    if (!memory.charge(Following.BYTES)) {
      following.decrementAndGet();
      return Optional.empty();
    }
    Runnable leave = shared.flatMap(others -> others.use(transcript.name())).orElse(() -> {});
    return Optional.of(
        new Following(
            transcript.log(),
            known,
            secrets,
            timer,
            wake,
            () -> {
              leave.run();
              endFollowing();
            }));
  }

  private void loaded(Waiting one, boolean thatIsAll) {
    one.loaded = true;
    if (thatIsAll || one.isThere()) {
      end(one);
    }
  }

  private void endFollowing() {
    following.decrementAndGet();
    memory.giveBack(Following.BYTES);
  }

  void check() {
    waiting.stream().filter(Waiting::isThere).forEach(this::end);
  }

  private void end(Waiting one) {
    if (one.over.compareAndSet(false, true)) {
      waiting.remove(one);
      one.timeout.ifPresent(Timer.Scheduled::cancel);
      one.leave();
      one.done.run();
    }
  }

  /** A request that waits. */
  private final class Waiting {
    private final String name;
    private final Predicate<TranscriptView> wanted;
    private final Runnable done;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicReference<Runnable> use = new AtomicReference<>(() -> {});
    private volatile Optional<Timer.Scheduled> timeout = Optional.empty();
    private volatile boolean loaded;

    Waiting(String name, Predicate<TranscriptView> wanted, Runnable done) {
      this.name = name;
      this.wanted = wanted;
      this.done = done;
    }

    boolean isThere() {
      return loaded && transcripts.apply(name).filter(wanted).isPresent();
    }

    /** What gives the name back, at the end. */
    void uses(Runnable ending) {
      use.set(ending);
      if (over.get()) {
        leave();
      }
    }

    void leave() {
      use.getAndSet(() -> {}).run();
    }

    void giveUp() {
      over.set(true);
      waiting.remove(this);
      timeout.ifPresent(Timer.Scheduled::cancel);
    }
  }

  /** Ends everything that waits. */
  @Override
  public void close() {
    waiting.forEach(this::end);
  }
}
