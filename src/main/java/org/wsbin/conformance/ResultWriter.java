package org.wsbin.conformance;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.wsbin.cluster.LogKey;
import org.wsbin.cluster.SharedLog;
import org.wsbin.scenario.Timer;

/**
 * Tells other nodes the results of this one. Of those that are not told yet it knows the names
 * only, so that they take no room beside {@link Results}; a few wait for the log at a time. Safe
 * from any thread; no call waits.
 */
final class ResultWriter {
  /** How many results wait for the log; each is {@value ResultCodec#MOST_BYTES} bytes at most. */
  static final int MOST_SENT = 32;

  /** When it is tried again if the log has no room. */
  static final Duration AGAIN = Duration.ofSeconds(1);

  /** From so many names on, those of results that are gone are looked for. */
  private static final int LEAST_SWEPT = 1000;

  private final Results results;
  private final SharedLog log;
  private final LogKey key;
  private final Timer timer;
  private final Function<CaseResult, ByteBuffer> encoding;

  /** Those that are in the log, by their offset there; guarded by this, as is all that follows. */
  private final Map<ResultKey, Long> told = new HashMap<>();

  private final Set<ResultKey> untold = new LinkedHashSet<>();
  private final Set<ResultKey> sent = new HashSet<>();
  private int swept = LEAST_SWEPT;
  private boolean sending;
  private boolean resting;

  /** Counts how often the log has begun anew. */
  private int generation;

  /**
   * Nothing is told yet.
   *
   * @param results has the results that are to be told
   * @param encoding makes an entry of a result
   */
  ResultWriter(
      Results results,
      SharedLog log,
      LogKey key,
      Timer timer,
      Function<CaseResult, ByteBuffer> encoding) {
    this.results = results;
    this.log = log;
    this.key = key;
    this.timer = timer;
    this.encoding = encoding;
  }

  /** This node has a new result. */
  void add(ResultKey result) {
    synchronized (this) {
      untold.add(result);
      if (told.size() + untold.size() > swept) {
        told.keySet().removeIf(this::isGone);
        untold.removeIf(this::isGone);
        swept = Math.max(LEAST_SWEPT, 2 * (told.size() + untold.size()));
      }
    }
    send();
  }

  private boolean isGone(ResultKey result) {
    return results.find(result.agent(), result.id()).isEmpty();
  }

  /**
   * Another node has a result of the same case; whether it replaces that of this one.
   *
   * @param offset of the other's entry
   */
  synchronized boolean yields(ResultKey result, long offset) {
    if (untold.contains(result) || sent.contains(result)) {
      return false; // that of this node will be behind the other's
    }
    if (told.getOrDefault(result, 0L) > offset) {
      return false;
    }
    told.remove(result);
    return true;
  }

  /** How many names of results it knows. */
  synchronized int names() {
    return told.size() + untold.size() + sent.size();
  }

  /** The log is empty again: everything is told once more. */
  void tellAgain() {
    synchronized (this) {
      generation++;
      untold.addAll(told.keySet());
      told.clear();
    }
    send();
  }

  /** One thread at a time, so that the order stays; another's news are found by the one at work. */
  private void send() {
    for (Optional<Sending> next = begin(); next.isPresent(); next = next()) {
      Sending one = next.get();
      Optional<CaseResult> found = results.find(one.key().agent(), one.key().id());
      if (found.isEmpty()) {
        over(one, OptionalLong.empty());
      } else {
        log.append(key, encoding.apply(found.get()))
            .whenComplete((offset, failure) -> answered(one, offset, failure));
      }
    }
  }

  private record Sending(ResultKey key, int generation) {}

  private synchronized Optional<Sending> begin() {
    if (sending) {
      return Optional.empty();
    }
    sending = true;
    return next();
  }

  private synchronized Optional<Sending> next() {
    Optional<ResultKey> next = Optional.empty();
    if (!resting && sent.size() < MOST_SENT) {
      next = untold.stream().filter(each -> !sent.contains(each)).findFirst();
    }
    next.ifPresent(untold::remove);
    next.ifPresent(sent::add);
    sending = next.isPresent();
    return next.map(each -> new Sending(each, generation));
  }

  private void answered(Sending one, Long offset, Throwable failure) {
    if (failure == null) {
      over(one, OptionalLong.of(offset));
      send();
      return;
    }
    synchronized (this) {
      sent.remove(one.key());
      untold.add(one.key());
      if (resting) {
        return;
      }
      resting = true;
    }
    timer.after(AGAIN, this::goOn);
  }

  private void goOn() {
    synchronized (this) {
      resting = false;
    }
    send();
  }

  private synchronized void over(Sending one, OptionalLong offset) {
    sent.remove(one.key());
    if (offset.isPresent() && one.generation() != generation) {
      untold.add(one.key()); // perhaps it is in the log that is gone
    } else if (offset.isPresent() && !untold.contains(one.key())) {
      told.put(one.key(), offset.getAsLong());
    }
  }
}
