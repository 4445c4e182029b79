package org.wsbin.conformance;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.wsbin.cluster.LogEntry;
import org.wsbin.cluster.LogKey;
import org.wsbin.cluster.LogListener;
import org.wsbin.cluster.SharedLog;
import org.wsbin.scenario.Timer;

/**
 * Results of the suite on several nodes: what came of each case is an entry of one log, and all
 * nodes follow it, so that each has the results of all, in the same order, within the limits of
 * {@link Results}. While the log is away a node has its own, and tells them later. Safe from any
 * thread; no call waits.
 */
public final class SharedResults implements AutoCloseable {
  /** How long results of other nodes are waited for. */
  public static final Duration PATIENCE = Duration.ofSeconds(2);

  /** The log of all results. */
  static final LogKey KEY = new LogKey(LogKey.Kind.RESULTS, "all");

  /** How many beginnings wait for the log; more are not told. */
  private static final int MOST_BEGINNINGS = 64;

  private static final System.Logger LOG = System.getLogger(SharedResults.class.getName());

  private final ResultCodec codec = new ResultCodec();
  private final long node = new SecureRandom().nextLong();
  private final LogPosition position = new LogPosition();
  private final AtomicInteger beginnings = new AtomicInteger();
  private final AtomicBoolean warned = new AtomicBoolean();
  private final Results results;
  private final SharedLog log;
  private final Supplier<Optional<String>> alone;
  private final Timer timer;
  private final RunningCases running;
  private final ResultWriter writer;
  private final SharedLog.Following following;

  /**
   * Follows the log from its beginning.
   *
   * @param results gets those of all nodes
   * @param alone why nothing is shared now, in a sentence; empty if it is
   */
  public SharedResults(
      Results results, SharedLog log, Supplier<Optional<String>> alone, Timer timer) {
    this.results = results;
    this.log = log;
    this.alone = alone;
    this.timer = timer;
    this.running = new RunningCases(timer::nanos);
    this.writer =
        new ResultWriter(
            results,
            log,
            KEY,
            timer,
            result -> ResultCodec.write(new ResultEntry.Done(node, result)));
    this.following = log.follow(KEY, 0, new Reader());
  }

  /** Those of all nodes. */
  public Results results() {
    return results;
  }

  /** A case begins on this node: until it is over, nobody gets an older result of it. */
  void begins(String agent, ConformanceCase played) {
    running.begun(node, agent, played);
    if (beginnings.incrementAndGet() > MOST_BEGINNINGS || alone.get().isPresent()) {
      beginnings.decrementAndGet();
      return;
    }
    log.append(KEY, ResultCodec.write(new ResultEntry.Begun(node, agent, played)))
        .whenComplete((offset, failure) -> beginnings.decrementAndGet());
  }

  /** A case is over on this node. */
  void add(CaseResult result) {
    ResultKey key = ResultKey.of(result);
    results.add(result);
    running.done(node, key);
    writer.add(key);
  }

  /**
   * Reads what the nodes have told up to now, for {@link #PATIENCE} at most.
   *
   * @return completed with nothing when it is here; with a sentence that says why, if it is not
   */
  public CompletionStage<Optional<String>> current() {
    Optional<String> away = alone.get();
    CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
    if (away.isPresent()) {
      answer.complete(away);
      return answer;
    }
    log.newest(KEY)
        .whenComplete(
            (newest, failure) -> {
              if (failure != null) {
                answer.complete(Optional.of(late(Optional.ofNullable(failure.getMessage()))));
              } else if (!position.whenAt(newest, () -> answer.complete(Optional.empty()))) {
                answer.complete(Optional.of("Too many wait for the results of other nodes."));
              }
            });
    CompletionStage<Optional<String>> known = answer;
    if (!answer.isDone()) {
      Timer.Scheduled end =
          timer.after(PATIENCE, () -> answer.complete(Optional.of(late(Optional.empty()))));
      known.whenComplete((why, failure) -> end.cancel());
    }
    return known;
  }

  private String late(Optional<String> why) {
    return alone
        .get()
        .or(() -> why)
        .orElse("The results of other nodes did not come within " + PATIENCE.toSeconds() + " s.");
  }

  /**
   * Becomes true when what the nodes have told up to now is here, and no such case runs any more.
   */
  BooleanSupplier whenComplete(Predicate<ResultKey> about) {
    CompletableFuture<Optional<String>> read = current().toCompletableFuture();
    return () -> read.isDone() && (alone.get().isPresent() || !running.any(about));
  }

  /** The same, but after {@link #PATIENCE} in any case. */
  BooleanSupplier soonComplete(Predicate<ResultKey> about) {
    BooleanSupplier complete = whenComplete(about);
    long begin = timer.nanos();
    return () -> complete.getAsBoolean() || timer.nanos() - begin > PATIENCE.toNanos();
  }

  /** What the other nodes tell, and this one, in the order of all. */
  private final class Reader implements LogListener {
    @Override
    public void entry(LogEntry entry) {
      try {
        take(codec.read(entry.data()), entry.offset());
      } catch (IllegalArgumentException foreign) {
        System.Logger.Level level = warned.getAndSet(true) ? DEBUG : WARNING;
        LOG.log(level, "A shared result is left out: {0}", foreign.getMessage());
      }
      position.at(entry.offset());
    }

    private void take(ResultEntry told, long offset) {
      boolean own = told.node() == node;
      if (told instanceof ResultEntry.Begun begun && !own) {
        running.begun(begun.node(), begun.agent(), begun.played());
      } else if (told instanceof ResultEntry.Done done) {
        ResultKey key = ResultKey.of(done.result());
        if (!own) {
          running.done(done.node(), key);
          if (writer.yields(key, offset)) {
            results.add(done.result());
          }
        }
        results.order(key.agent());
      }
    }

    @Override
    public void missing(long first, long last) {
      position.at(last);
    }

    @Override
    public void deleted() {
      results.forgetOrder();
      position.beginAnew();
      writer.tellAgain();
    }
  }

  @Override
  public void close() {
    following.end();
  }
}
