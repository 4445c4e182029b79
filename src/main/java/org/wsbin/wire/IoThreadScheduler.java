package org.wsbin.wire;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.wsbin.scenario.Timer;

/**
 * What the connections of one network thread still have to do when their turn is over: one of them
 * goes on at a time, and in between the thread looks at the network. It does all that it was told
 * to before it looks, so the next is told to it by another thread, when the one before has ended.
 *
 * <p>Used on that network thread only. There is one for each such thread, and not with a thread
 * local variable, by which the container's thread would hold on to the application.
 */
final class IoThreadScheduler {
  private static final Map<Thread, IoThreadScheduler> ALL = new ConcurrentHashMap<>();

  private final Executor network;

  /** At most one for each connection: until its turn comes, nothing else brings it here. */
  private final Queue<Runnable> waiting = new ArrayDeque<>();

  private boolean told;

  private IoThreadScheduler(Executor network) {
    this.network = network;
  }

  /**
   * Those of the current thread.
   *
   * @param network runs tasks on it
   */
  static IoThreadScheduler here(Executor network) {
    return ALL.computeIfAbsent(Thread.currentThread(), thread -> new IoThreadScheduler(network));
  }

  /** Does it when those before it have had their turn. */
  void add(Runnable rest, Timer timer) {
    waiting.add(rest);
    tellNext(timer);
  }

  private void tellNext(Timer timer) {
    if (!told && !waiting.isEmpty()) {
      told = true;
      timer.after(Duration.ZERO, () -> network.execute(() -> next(timer)));
    }
  }

  private void next(Timer timer) {
    told = false;
    Runnable rest = waiting.remove();
    try {
      rest.run();
    } finally {
      tellNext(timer);
    }
  }
}
