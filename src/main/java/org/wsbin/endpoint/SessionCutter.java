package org.wsbin.endpoint;

import static java.lang.System.Logger.Level.WARNING;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.wsbin.protocol.CloseStatus;

/**
 * Ends one connection on a thread of the engine, with one task at a time. Safe from any thread; no
 * call waits. If no thread can be started, the next {@link #retry} tries again.
 */
final class SessionCutter {
  private static final System.Logger LOG = System.getLogger(SessionCutter.class.getName());

  private final Executor threads;
  private final SessionSender sender;
  private final CloseStatus status;
  private final AtomicBoolean cutDue = new AtomicBoolean();

  /** Whether a task waits for a thread or runs. */
  private final AtomicBoolean submitted = new AtomicBoolean();

  /**
   * Ends what that sender sends to.
   *
   * @param status the close that is tried before TCP ends
   */
  SessionCutter(Executor threads, SessionSender sender, CloseStatus status) {
    this.threads = threads;
    this.sender = sender;
    this.status = status;
  }

  /** Cuts the connection, whatever is in flight. */
  void cut() {
    cutDue.set(true);
    retry();
  }

  /** Whether a cut or an end of TCP has not happened yet. */
  boolean isDue() {
    return cutDue.get() || submitted.get();
  }

  /** Submits a cut that found no thread; otherwise does nothing. */
  void retry() {
    if (cutDue.get()) {
      submit(this::cutIfDue);
    }
  }

  /** Ends the TCP connection of a session that is closed already. */
  void endTcp() {
    submit(sender::endTcp);
  }

  private void cutIfDue() {
    if (cutDue.getAndSet(false)) {
      sender.cut(status);
    }
  }

  private void submit(Runnable task) {
    if (!submitted.compareAndSet(false, true)) {
      return;
    }
    try {
      threads.execute(() -> run(task));
    } catch (RuntimeException | Error noThread) {
      submitted.set(false);
      LOG.log(WARNING, "Found no thread to end a connection; it is tried again.", noThread);
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } finally {
      submitted.set(false);
    }
  }
}
