package org.wsbin.cluster;

/** Is told of a log's entries, in their order, one call at a time; may neither block nor throw. */
public interface LogListener {
  /** The next entry. */
  void entry(LogEntry entry);

  /**
   * Entries that are not kept any more; the next entry follows them.
   *
   * @param first the offset of the first one
   * @param last the offset of the last one
   */
  default void missing(long first, long last) {}

  /**
   * The log was deleted, or went back to an older state, as on a Redis that starts from an older
   * copy. What it has now follows, from its oldest entry on.
   */
  default void deleted() {}
}
