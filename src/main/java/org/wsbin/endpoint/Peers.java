package org.wsbin.endpoint;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.scenario.Timer;
import org.wsbin.settings.Settings.Limits;

/**
 * All open connections of this engine, and what they share: the limits, the timer, and the threads
 * for sends that can only be blocking. Looks at each connection ten times a second for what is
 * overdue.
 */
public final class Peers implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Peers.class.getName());
  private static final Duration SWEEP_INTERVAL = Duration.ofMillis(100);
  private static final CloseStatus GOING_AWAY =
      new CloseStatus(CloseStatus.GOING_AWAY, "The server is shutting down.");

  private final Limits limits;
  private final Timer timer;
  private final SendThreads blocking;
  private final SendThreads cutting;
  private final Set<SessionPeer> open = ConcurrentHashMap.newKeySet();
  private volatile boolean leaving;
  private volatile boolean ended;

  public Peers(Limits limits, Timer timer) {
    this.limits = limits;
    this.timer = timer;
    this.blocking = new SendThreads(limits.sendThreads(), "wsbin-send-");
    this.cutting = new SendThreads(limits.sendThreads(), "wsbin-cut-");
    timer.after(SWEEP_INTERVAL, this::sweep);
  }

  /** Connections open now. */
  public int count() {
    return open.size();
  }

  /** Whether there may be one more. */
  public boolean haveRoom() {
    return !leaving && open.size() < limits.maxConnections();
  }

  /**
   * Closes every connection with 1001 and waits, at most that long, until their peers have been
   * told and have answered.
   */
  public void closeAll(Duration atMost) {
    leaving = true;
    long deadline = timer.nanos() + atMost.toNanos();
    open.forEach(peer -> peer.close(GOING_AWAY));
    try {
      while (!open.isEmpty() && timer.nanos() < deadline) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the threads; connections that are still open are left to the container. */
  @Override
  public void close() {
    ended = true;
    blocking.close();
    cutting.close();
  }

  Limits limits() {
    return limits;
  }

  Timer timer() {
    return timer;
  }

  Executor blocking() {
    return blocking;
  }

  /** For what ends a connection, so that it never waits behind a send that hangs. */
  Executor cutting() {
    return cutting;
  }

  void add(SessionPeer peer) {
    open.add(peer);
    if (leaving) {
      peer.close(GOING_AWAY);
    }
  }

  void remove(SessionPeer peer) {
    open.remove(peer);
  }

  private void sweep() {
    try {
      open.forEach(this::sweep);
    } finally {
      if (!ended) {
        timer.after(SWEEP_INTERVAL, this::sweep);
      }
    }
  }

  private void sweep(SessionPeer peer) {
    try {
      peer.sweep();
    } catch (RuntimeException | Error failure) {
      LOG.log(WARNING, "Could not look after a connection.", failure);
    }
  }
}
