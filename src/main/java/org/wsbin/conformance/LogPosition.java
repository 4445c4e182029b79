package org.wsbin.conformance;

import java.util.ArrayList;
import java.util.List;

/** How far a log has been read, and who waits for more of it. Safe from any thread. */
final class LogPosition {
  /** The most callers that wait. */
  static final int MOST_WAITING = 500;

  private record Caller(long offset, Runnable done) {}

  /** Guarded by this, as is what follows. */
  private final List<Caller> callers = new ArrayList<>();

  private long position;

  /** All up to an offset is read. */
  void at(long offset) {
    List<Caller> ready;
    synchronized (this) {
      position = offset;
      ready = callers.stream().filter(one -> one.offset() <= offset).toList();
      callers.removeAll(ready);
    }
    ready.forEach(one -> one.done().run());
  }

  /** The log is empty again: nobody need wait for what it had. */
  void beginAnew() {
    at(Long.MAX_VALUE);
    synchronized (this) {
      position = 0;
    }
  }

  /**
   * Calls when all up to an offset is read, perhaps at once.
   *
   * @return false if too many wait: it is not called
   */
  boolean whenAt(long offset, Runnable done) {
    synchronized (this) {
      if (position < offset) {
        return callers.size() < MOST_WAITING && callers.add(new Caller(offset, done));
      }
    }
    done.run();
    return true;
  }
}
