package org.wsbin.cluster;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Logs by key. All nodes see the entries of a log in the same order. Safe from any thread; no call
 * waits. Results and listeners are called on any thread, also before the call returns.
 */
public interface SharedLog extends AutoCloseable {
  /** The most bytes of an entry. */
  int MOST_ENTRY_BYTES = 1 << 20;

  /** The most names of one kind that are kept at the same time in memory. */
  int MOST_NAMES = 10_000;

  /**
   * Appends an entry. The entries that one thread appends keep their order.
   *
   * @param data copied before the call returns
   * @return the entry's offset, when it is kept and nothing but its age or the retention can lose
   *     it; or a {@link ClusterException}: the entry is not kept
   */
  CompletionStage<Long> append(LogKey key, ByteBuffer data);

  /**
   * Reads entries that are kept.
   *
   * @param after those with a larger offset, from the oldest on
   * @param most so many of them
   * @return empty if there are none; a {@link ClusterException} if they cannot be read now
   */
  CompletionStage<List<LogEntry>> read(LogKey key, long after, int most);

  /**
   * The offset of the newest entry, 0 if there is none; a {@link ClusterException} if that cannot
   * be told now.
   */
  CompletionStage<Long> newest(LogKey key);

  /**
   * Tells a listener of all entries after an offset, those that are there and those to come, each
   * once and in order.
   *
   * @return ends it; the listener may be called once more meanwhile
   */
  Following follow(LogKey key, long after, LogListener listener);

  /** Deletes a log, if it is there; whether it was. */
  CompletionStage<Boolean> delete(LogKey key);

  /** Ends everything. */
  @Override
  void close();

  /** A listener that is told of entries. */
  @FunctionalInterface
  interface Following {
    /** The listener hears nothing more. */
    void end();
  }
}
