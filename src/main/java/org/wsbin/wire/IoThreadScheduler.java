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
 * Shares each I/O thread between its connections: what a connection still has to do when its time
 * is over runs when those before it had theirs, one at a time, and in between the thread looks at
 * the network. An I/O thread runs all tasks that it has before it looks, so that the next one is
 * handed to it by the timer's thread, after the one before has ended.
 *
 * <p>One for an engine; it knows a thread only while something waits for it.
 */
final class IoThreadScheduler {
  private final Timer timer;

  /** By thread; each queue is used on its own thread only. */
  private final Map<Executor, Queue<Runnable>> waiting = new ConcurrentHashMap<>();

  IoThreadScheduler(Timer timer) {
    this.timer = timer;
  }

  /**
   * Runs a task later on this thread, when those that wait had their turn. A connection has at most
   * one task here: until it runs, nothing else brings it here.
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

  /** How many threads something waits for. */
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
