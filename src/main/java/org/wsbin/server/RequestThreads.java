package org.wsbin.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The threads of requests. A task is run by the thread that became idle last, so that a few threads
 * do what a few can do. (Tomcat's own pool takes the one that has been idle longest; then each task
 * wakes another of a thousand threads, and on Linux such a thread may wait for seconds until the
 * scheduler runs it.) Threads exist only while there is work for them.
 *
 * <p>Safe from any thread; {@link #execute} does not wait. Tomcat has at most one task for each
 * connection, so that {@code maxConnections} limits those that wait for a thread.
 */
final class RequestThreads implements Executor, AutoCloseable {
  private final int most;
  private final String name;
  private final Duration idleTime;
  private final Deque<Worker> idle = new ArrayDeque<>();
  private final Queue<Runnable> waiting = new ArrayDeque<>();
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
    Optional<Worker> created = Optional.empty();
    synchronized (this) {
      if (closed) {
        throw new RejectedExecutionException("The server has stopped.");
      }
      Worker worker = idle.pollLast();
      if (worker != null) {
        worker.give(task);
      } else if (threads < most) {
        created = Optional.of(added(task));
      } else {
        waiting.add(task);
      }
    }
    created.ifPresent(this::start);
  }

  /** Called with the lock. */
  private Worker added(Runnable first) {
    threads++;
    return new Worker(first, name + ++started);
  }

  private void start(Worker worker) {
    boolean runs = false;
    try {
      worker.start();
      runs = true;
    } finally {
      if (!runs) { // there is no memory for another thread, and the caller hears it
        died();
      }
    }
  }

  /** The number of live threads. */
  synchronized int size() {
    return threads;
  }

  /** Ends idle threads; the others end with their tasks. What waits for a thread is dropped. */
  @Override
  public synchronized void close() {
    closed = true;
    waiting.clear();
    idle.forEach(Worker::wake);
    idle.clear();
  }

  /** Gives the thread another task; empty if it ends, and is not counted any more. */
  private Optional<Runnable> next(Worker worker) {
    synchronized (this) {
      Runnable task = waiting.poll();
      if (task != null) {
        return Optional.of(task);
      }
      if (closed) {
        threads--;
        return Optional.empty();
      }
      idle.addLast(worker);
    }
    worker.rest(idleTime);
    synchronized (this) {
      idle.remove(worker);
      Optional<Runnable> task = worker.take();
      threads -= task.isEmpty() ? 1 : 0;
      return task;
    }
  }

  /** A thread has ended with its task, or did not start: another one does what waits. */
  private void died() {
    Optional<Worker> successor;
    synchronized (this) {
      threads--;
      successor = Optional.ofNullable(waiting.poll()).map(this::added);
    }
    successor.ifPresent(Thread::start);
  }

  private final class Worker extends Thread {
    private Runnable task;
    private boolean woken;

    Worker(Runnable first, String name) {
      super(name);
      setDaemon(true);
      // not that of the application whose thread may create this one
      setContextClassLoader(RequestThreads.class.getClassLoader());
      task = first;
    }

    @Override
    public void run() {
      Optional<Runnable> next = take();
      try {
        while (next.isPresent()) {
          next.get().run();
          next = next(this);
        }
      } finally {
        if (next.isPresent()) { // it threw
          died();
        }
      }
    }

    synchronized void give(Runnable next) {
      task = next;
      wake();
    }

    synchronized void wake() {
      woken = true;
      notifyAll();
    }

    /** Waits for a task, or the end. */
    synchronized void rest(Duration time) {
      long end = System.nanoTime() + time.toNanos();
      try {
        for (long left = time.toMillis(); !woken && left > 0; ) {
          wait(left);
          left = (end - System.nanoTime()) / 1_000_000;
        }
      } catch (InterruptedException stopping) {
        interrupt();
      }
    }

    synchronized Optional<Runnable> take() {
      Optional<Runnable> taken = Optional.ofNullable(task);
      task = null;
      woken = false;
      return taken;
    }
  }
}
