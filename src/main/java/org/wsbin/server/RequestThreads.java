package org.wsbin.server;

import static java.lang.System.Logger.Level.ERROR;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads of requests. The thread that became idle last is the first to be woken, so that a few
 * threads do what a few can do. (Tomcat's own pool takes the one that has been idle longest; then
 * each task wakes another of a thousand threads, and on Linux such a thread may wait for seconds
 * until the scheduler runs it.) One thread is woken at a time: it wakes the next one if more tasks
 * wait when it has taken its own, so that a burst of short tasks does not wake a thread for each.
 * Threads exist only while there is work for them.
 *
 * <p>Safe from any thread; {@link #execute} does not wait. Tomcat has at most one task for each
 * connection, so that {@code maxConnections} limits those that wait for a thread.
 */
final class RequestThreads implements Executor, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RequestThreads.class.getName());

  private final int most;
  private final String name;
  private final Duration idleTime;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final Deque<Worker> idle = new ArrayDeque<>();

  /** Whether a thread was woken or started, and has not looked for a task yet. */
  private boolean waking;

  private int threads;
  private int started;
  private boolean closed;

  /**
   * A pool without threads.
   *
   * @param most the most threads; further tasks wait
   * @param name the name of each thread, before its number
   * @param idleTime how long a thread lives without a task
   */
  RequestThreads(int most, String name, Duration idleTime) {
    this.most = most;
    this.name = name;
    this.idleTime = idleTime;
  }

  /**
   * Runs the task soon.
   *
   * @throws RejectedExecutionException after {@link #close}
   */
  @Override
  public void execute(Runnable task) {
    Optional<Worker> next;
    synchronized (this) {
      if (closed) {
        throw new RejectedExecutionException("The server has stopped.");
      }
      waiting.add(task);
      next = next();
    }
    try {
      next.ifPresent(Worker::go);
    } catch (Error noThread) { // no memory for another one: the caller hears it
      synchronized (this) {
        waiting.remove(task);
      }
      throw noThread;
    }
  }

  /** Called with the lock: the thread to wake or to start, if tasks wait. */
  private Optional<Worker> next() {
    if (waking || waiting.isEmpty()) {
      return Optional.empty();
    }
    Optional<Worker> next = Optional.ofNullable(idle.pollLast());
    if (next.isEmpty() && threads < most) {
      threads++;
      next = Optional.of(new Worker(name + ++started));
    }
    next.ifPresent(worker -> worker.woken = true);
    waking = next.isPresent();
    return next;
  }

  /** The number of live threads. */
  synchronized int size() {
    return threads;
  }

  /** Ends idle threads; the others end with their tasks. What waits for a thread is dropped. */
  @Override
  public void close() {
    Deque<Worker> ending;
    synchronized (this) {
      closed = true;
      waiting.clear();
      ending = new ArrayDeque<>(idle);
      idle.clear();
      ending.forEach(worker -> worker.woken = true);
    }
    ending.forEach(LockSupport::unpark);
  }

  /** The thread's next task; waits for it, and is empty if the thread ends. */
  private Optional<Runnable> take(Worker worker) {
    while (true) {
      Optional<Runnable> task;
      Optional<Worker> next;
      synchronized (this) {
        waking &= !worker.woken;
        worker.woken = false;
        task = Optional.ofNullable(waiting.poll());
        next = next();
        if (task.isEmpty() && closed) {
          threads--;
          return task;
        }
        if (task.isEmpty()) {
          idle.addLast(worker);
        }
      }
      next.ifPresent(RequestThreads::goIfPossible);
      if (task.isPresent() || !worker.rest()) {
        return task;
      }
    }
  }

  /** This thread has a task already, which must not be lost. */
  private static void goIfPossible(Worker next) {
    try {
      next.go();
    } catch (Error noThread) {
      LOG.log(ERROR, "There is no memory for another thread; requests wait.", noThread);
    }
  }

  /** Whether the idle thread ends; if not, it was woken meanwhile. */
  private synchronized boolean ends(Worker worker) {
    boolean ends = !worker.woken;
    if (ends) {
      idle.remove(worker);
      threads--;
    }
    return ends;
  }

  /** A thread has ended with its task: another one does what waits. */
  private void died() {
    Optional<Worker> next;
    synchronized (this) {
      threads--;
      next = next();
    }
    next.ifPresent(RequestThreads::goIfPossible);
  }

  private synchronized void didNotStart() {
    threads--;
    waking = false;
  }

  private final class Worker extends Thread {
    /** Guarded by the pool's lock, but for the first look at it. */
    private volatile boolean woken;

    Worker(String name) {
      super(name);
      setDaemon(true);
      // not that of the application whose thread may create this one
      setContextClassLoader(RequestThreads.class.getClassLoader());
    }

    /** Wakes it, or starts it. */
    void go() {
      if (getState() != State.NEW) {
        LockSupport.unpark(this);
        return;
      }
      boolean runs = false;
      try {
        start();
        runs = true;
      } finally {
        if (!runs) {
          didNotStart();
        }
      }
    }

    /** Waits until it is woken; returns false if the thread ends instead. */
    private boolean rest() {
      long end = System.nanoTime() + idleTime.toNanos();
      for (long left = idleTime.toNanos(); !woken; left = end - System.nanoTime()) {
        if ((left <= 0 || interrupted()) && ends(this)) {
          return false;
        }
        LockSupport.parkNanos(RequestThreads.this, left);
      }
      return true;
    }

    @Override
    public void run() {
      Optional<Runnable> task = take(this);
      try {
        while (task.isPresent()) {
          task.get().run();
          task = take(this);
        }
      } finally {
        if (task.isPresent()) { // it threw
          died();
        }
      }
    }
  }
}
