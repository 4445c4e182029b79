package org.wsbin.scenario;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.settings.Settings.Limits;

/**
 * All open connections of a deployment, whichever engine serves them, with what they share: the
 * limits and the timer. Looks at each of them ten times a second for what is overdue.
 */
public final class Connections implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Connections.class.getName());
  private static final Duration SWEEP_INTERVAL = Duration.ofMillis(100);
  private static final CloseStatus GOING_AWAY =
      new CloseStatus(CloseStatus.GOING_AWAY, "The server is shutting down.");

  /** One of them. */
  public interface Member {
    /** Does what is overdue; called on the timer's thread, so that it may not block. */
    void sweep();

    /** Closes, once what is queued has left. */
    void close(CloseStatus status);
  }

  private final Limits limits;
  private final Timer timer;
  private final Set<Member> open = ConcurrentHashMap.newKeySet();
  private volatile boolean leaving;
  private volatile boolean ended;

  /** None yet; from now on they are swept. */
  public Connections(Limits limits, Timer timer) {
    this.limits = limits;
    this.timer = timer;
    timer.after(SWEEP_INTERVAL, this::sweep);
  }

  public Limits limits() {
    return limits;
  }

  public Timer timer() {
    return timer;
  }

  /** Connections open now. */
  public int count() {
    return open.size();
  }

  /** Whether there may be one more. */
  public boolean haveRoom() {
    return !leaving && open.size() < limits.maxConnections();
  }

  /** One has opened; where the server is going away, it is told so at once. */
  public void add(Member member) {
    open.add(member);
    if (leaving) {
      member.close(GOING_AWAY);
    }
  }

  /** One has ended. */
  public void remove(Member member) {
    open.remove(member);
  }

  /**
   * Closes every connection with 1001 and waits, at most that long, until their peers have been
   * told and have answered.
   */
  public void closeAll(Duration atMost) {
    leaving = true;
    long deadline = timer.nanos() + atMost.toNanos();
    open.forEach(member -> member.close(GOING_AWAY));
    try {
      while (!open.isEmpty() && timer.nanos() < deadline) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the sweeping; connections that are still open are left to the container. */
  @Override
  public void close() {
    ended = true;
  }

  private void sweep() {
    try {
      open.forEach(Connections::sweep);
    } finally {
      if (!ended) {
        timer.after(SWEEP_INTERVAL, this::sweep);
      }
    }
  }

  private static void sweep(Member member) {
    try {
      member.sweep();
    } catch (RuntimeException | Error failure) {
      LOG.log(WARNING, "Could not look after a connection.", failure);
    }
  }
}
