package org.wsbin.cluster;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.wsbin.limits.MemoryBudget;

/**
 * Logs of one node, in its memory, which {@code --memory} limits: if it is spent, an entry takes
 * the place of older ones of its log, or is not kept.
 */
public final class MemoryLog implements SharedLog {
  /** What an entry takes beside its bytes. */
  private static final long OVERHEAD = 96;

  private final Map<LogKey.Kind, Retention> retention;
  private final MemoryBudget memory;
  private final Supplier<Instant> clock;

  /** By key, the one that was used longest ago first; guarded by this. */
  private final Map<LogKey, Log> logs = new LinkedHashMap<>(16, 0.75f, true);

  /** One part in so many of the budget is for the entries of all logs. */
  private static final int SHARE = 4;

  private final AtomicLong total = new AtomicLong();

  /**
   * No logs yet.
   *
   * @param retention of each kind that is used
   */
  public MemoryLog(
      Map<LogKey.Kind, Retention> retention, MemoryBudget memory, Supplier<Instant> clock) {
    this.retention = new EnumMap<>(retention);
    this.memory = memory;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Long> append(LogKey key, ByteBuffer data) {
    if (data.remaining() > MOST_ENTRY_BYTES) {
      return CompletableFuture.failedFuture(tooLarge(data.remaining()));
    }
    try {
      Log log = log(key);
      long offset = log.append(data);
      keepToShare(log);
      return CompletableFuture.completedFuture(offset);
    } catch (ClusterException notKept) {
      return CompletableFuture.failedFuture(notKept);
    }
  }

  static ClusterException tooLarge(int bytes) {
    return new ClusterException(
        "An entry of %d bytes is too large: at most %d are possible."
            .formatted(bytes, MOST_ENTRY_BYTES));
  }

  @Override
  public CompletionStage<List<LogEntry>> read(LogKey key, long after, int most) {
    return CompletableFuture.completedFuture(log(key).after(after, most));
  }

  @Override
  public CompletionStage<Long> newest(LogKey key) {
    return CompletableFuture.completedFuture(log(key).newest());
  }

  @Override
  public Following follow(LogKey key, long after, LogListener listener) {
    return log(key).follow(after, listener);
  }

  @Override
  public CompletionStage<Boolean> delete(LogKey key) {
    return CompletableFuture.completedFuture(log(key).clear());
  }

  /** All logs together keep a part of the budget; the longest unused one gives way first. */
  private void keepToShare(Log appended) {
    long most = memory.capacity() / SHARE;
    if (total.get() <= most) {
      return;
    }
    synchronized (this) {
      for (Log log : logs.values()) {
        log.removeWhile(() -> total.get() > most, log == appended ? 1 : 0);
      }
    }
  }

  /** The log of that key; logs that nobody uses any more make room. */
  private synchronized Log log(LogKey key) {
    Log known = logs.get(key);
    if (known != null) {
      return known;
    }
    Instant now = clock.get();
    Iterator<Log> oldest = logs.values().iterator();
    while (oldest.hasNext()) {
      Log log = oldest.next();
      if (log.isOver(now) || (logs.size() >= MOST_NAMES && log.isUnused())) {
        log.clear();
        oldest.remove();
      }
    }
    if (logs.size() >= MOST_NAMES) {
      throw new ClusterException("There are %d logs in use already.".formatted(MOST_NAMES));
    }
    Log made = new Log(retention.get(key.kind()));
    logs.put(key, made);
    return made;
  }

  @Override
  public synchronized void close() {
    logs.values().forEach(Log::clear);
    logs.clear();
  }

  /** One log; its lock is held while listeners are told, so that each sees the same order. */
  private final class Log {
    private final Retention kept;
    private final Deque<LogEntry> entries = new ArrayDeque<>();
    private final List<LogListener> listeners = new CopyOnWriteArrayList<>();
    private long newest;
    private long bytes;
    private Instant lastUse = clock.get();

    Log(Retention kept) {
      this.kept = kept;
    }

    synchronized long append(ByteBuffer data) {
      long size = data.remaining() + OVERHEAD;
      while (!entries.isEmpty()
          && (entries.size() >= kept.entries() || bytes + size > kept.bytes())) {
        removeOldest();
      }
      while (!memory.charge(size)) {
        if (entries.isEmpty()) {
          throw new ClusterException(MemoryBudget.SPENT);
        }
        removeOldest();
      }
      bytes += size;
      total.addAndGet(size);
      lastUse = clock.get();
      ByteBuffer copy = ByteBuffer.allocate(data.remaining()).put(data.duplicate()).flip();
      LogEntry entry = new LogEntry(++newest, copy);
      entries.addLast(entry);
      listeners.forEach(listener -> listener.entry(entry));
      return newest;
    }

    synchronized void removeWhile(BooleanSupplier tooMuch, int least) {
      while (entries.size() > least && tooMuch.getAsBoolean()) {
        removeOldest();
      }
    }

    private void removeOldest() {
      long size = entries.removeFirst().data().remaining() + OVERHEAD;
      bytes -= size;
      total.addAndGet(-size);
      memory.giveBack(size);
    }

    synchronized long newest() {
      return newest;
    }

    synchronized List<LogEntry> after(long offset, int most) {
      List<LogEntry> found = new ArrayList<>();
      for (LogEntry entry : entries) {
        if (entry.offset() > offset && found.size() < most) {
          found.add(entry);
        }
      }
      return found;
    }

    synchronized Following follow(long after, LogListener listener) {
      long oldest = newest - entries.size() + 1;
      if (after + 1 < oldest) {
        listener.missing(after + 1, oldest - 1);
      }
      after(after, Integer.MAX_VALUE).forEach(listener::entry);
      listeners.add(listener);
      return () -> end(listener);
    }

    private synchronized void end(LogListener listener) {
      listeners.remove(listener);
      lastUse = clock.get();
    }

    synchronized boolean clear() {
      boolean was = newest > 0;
      while (!entries.isEmpty()) {
        removeOldest();
      }
      newest = 0;
      if (was) {
        listeners.forEach(LogListener::deleted);
      }
      return was;
    }

    synchronized boolean isOver(Instant now) {
      return isUnused() && lastUse.plus(kept.age()).isBefore(now);
    }

    boolean isUnused() {
      return listeners.isEmpty();
    }
  }
}
