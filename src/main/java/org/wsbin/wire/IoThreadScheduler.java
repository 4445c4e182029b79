package org.wsbin.wire;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.wsbin.scenario.Timer;

/**
 * Shares each I/O thread between its connections. When the time of a connection is over, its
 * remaining work waits until the others had their turn; tasks run one at a time, and between them
 * the thread checks its sockets. An I/O thread runs all its tasks before it checks its sockets, so
 * the timer's thread submits each task after the previous one has ended.
 *
 * <p>There is one for each engine; it keeps a thread only while a task waits for it.
 */
final class IoThreadScheduler {
  private final Timer timer;

  /** The tasks by thread; each queue is used on its own thread only. */
  private final Map<Executor, Queue<Runnable>> waiting = new ConcurrentHashMap<>();

  IoThreadScheduler(Timer timer) {
    this.timer = timer;
  }

  /**
   * Runs a task later on this thread, after the waiting ones. A connection has at most one task
   * here: until it runs, it adds no other.
   *
   * @param ioThread the current thread
   */
  void add(Executor ioThread, Runnable task) {
    Queue<Runnable> queue = waiting.get(ioThread);
    if (queue == null) {
      queue = new ArrayDeque<>();
      waiting.put(ioThread, queue);
      handOverNext(ioThread);
    }
    queue.add(task);
  }

  /** The number of threads with waiting tasks. */
  int threads() {
    return waiting.size();
  }

  private void handOverNext(Executor ioThread) {
    timer.after(
        Duration.ZERO,
        () -> {
          try {
            ioThread.execute(() -> runNext(ioThread));
          } catch (RejectedExecutionException stopping) {
            waiting.remove(ioThread);
          }
        });
  }

  private void runNext(Executor ioThread) {
    Queue<Runnable> queue = waiting.get(ioThread);
    try {
      queue.remove().run();
    } finally {
      if (queue.isEmpty()) {
        waiting.remove(ioThread);
      } else {
        handOverNext(ioThread);
      }
    }
  }
}
