package org.wsbin.cluster;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Whether Redis answers, and since when it does not; says so in the log, once each time. Safe from
 * any thread.
 */
final class RedisHealth {
  private static final System.Logger LOG = System.getLogger(RedisHealth.class.getName());

  /** Answers of a Redis that starts, fails over, or is full; the same may succeed later. */
  private static final Pattern PASSING =
      Pattern.compile(
          "(LOADING|READONLY|CLUSTERDOWN|MASTERDOWN|TRYAGAIN|BUSY|OOM|MOVED|ASK|NOREPLICAS|MISCONF"
              + "|max number of clients).*",
          Pattern.DOTALL);

  private static final String NOT_ASKED = "it was not asked yet";

  /**
   * Since when, and why.
   *
   * @param why in words
   */
  private record Away(long nanos, String why) {}

  private final String url;
  private final LongSupplier nanos;
  private final AtomicLong lost = new AtomicLong();

  /** Guarded by this. */
  private Optional<Away> away;

  /** It has not answered yet. */
  RedisHealth(String url, LongSupplier nanos) {
    this.url = url;
    this.nanos = nanos;
    this.away = Optional.of(new Away(nanos.getAsLong(), NOT_ASKED));
  }

  /** Whether an error answer is of the kind that passes. */
  static boolean passes(JedisDataException refused) {
    return PASSING.matcher(Optional.ofNullable(refused.getMessage()).orElse("")).matches();
  }

  /** It has answered. */
  void there() {
    Optional<Away> before;
    synchronized (this) {
      before = away;
      away = Optional.empty();
    }
    before.ifPresent(
        since -> LOG.log(INFO, "Redis at {0} answers, after {1} s.", url, seconds(since)));
  }

  /** It does not answer. */
  void away(Exception why) {
    String words = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
    synchronized (this) {
      boolean known = away.isPresent() && !away.get().why.equals(NOT_ASKED);
      away = Optional.of(new Away(away.map(Away::nanos).orElseGet(nanos::getAsLong), words));
      if (known) {
        return;
      }
    }
    LOG.log(WARNING, "Redis at {0} does not answer ({1}): this node goes on alone.", url, words);
  }

  synchronized boolean answers() {
    return away.isEmpty();
  }

  /** For how long it has not answered; 0 if it does. */
  synchronized Duration awayFor() {
    return away.map(since -> Duration.ofNanos(nanos.getAsLong() - since.nanos))
        .orElse(Duration.ZERO);
  }

  /** Something that should have been shared is not. */
  void lost() {
    lost.incrementAndGet();
  }

  /** How much was not shared. */
  long lostEntries() {
    return lost.get();
  }

  /** For whoever asks; empty if it answers. */
  synchronized Optional<String> sentence() {
    return away.map(
        since ->
            "Redis at %s has not answered for %d s (%s): this node goes on alone."
                .formatted(url, seconds(since), since.why));
  }

  /** Why something cannot wait for it. */
  String noRoom() {
    return sentence().map(words -> words + " ").orElse("")
        + "There is no more room for what waits for Redis (--redis-queue, --memory).";
  }

  private long seconds(Away since) {
    return Duration.ofNanos(nanos.getAsLong() - since.nanos).toSeconds();
  }
}
