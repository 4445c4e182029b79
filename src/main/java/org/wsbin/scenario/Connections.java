package org.wsbin.scenario;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Settings.Limits;
import org.wsbin.settings.Settings.Quotas;

/**
 * All open connections of a deployment, of both engines, with the limits and the timer that they
 * share. Checks each of them ten times a second for overdue work. Safe from any thread.
 */
public final class Connections implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Connections.class.getName());
  private static final Duration SWEEP_INTERVAL = Duration.ofMillis(100);
  private static final CloseStatus GOING_AWAY =
      new CloseStatus(CloseStatus.GOING_AWAY, "The server is shutting down.");

  private static final CloseStatus TOO_MANY =
      new CloseStatus(CloseStatus.TRY_AGAIN_LATER, "The server has reached its connection limit.");

  /** One connection. */
  public interface Member {
    /** Does what is overdue. Called on the timer's thread, so it must never wait. */
    void sweep();

    /** Closes after the queued data is sent. */
    void close(CloseStatus status);

    /** Ends it at once, whatever the peer does. */
    void cut();
  }

  private final Limits limits;
  private final Quotas quotas;
  private final MemoryBudget memory;
  private final Timer timer;
  private final Set<Member> open = ConcurrentHashMap.newKeySet();
  private final Timer.Scheduled sweeping;
  private volatile boolean leaving;

  /** No connections yet; sweeping starts now. */
  public Connections(Settings settings, Timer timer) {
    this.limits = settings.limits();
    this.quotas = settings.quotas();
    this.memory = new MemoryBudget(quotas.memory());
    this.timer = timer;
    this.sweeping = timer.every(SWEEP_INTERVAL, () -> forEach(Member::sweep));
  }

  public Limits limits() {
    return limits;
  }

  /** What may be held for all of them together. */
  public MemoryBudget memory() {
    return memory;
  }

  public Timer timer() {
    return timer;
  }

  /** The number of open connections. */
  public int count() {
    return open.size();
  }

  /** Whether one more connection is allowed. */
  public boolean haveRoom() {
    return !leaving && open.size() < quotas.maxConnections();
  }

  /**
   * Adds an open connection. It is closed at once with 1001 if the server is shutting down, or with
   * 1013 if simultaneous handshakes have exceeded the limit.
   */
  public void add(Member member) {
    open.add(member);
    if (leaving) {
      member.close(GOING_AWAY);
    } else if (open.size() > quotas.maxConnections()) {
      member.close(TOO_MANY);
    }
  }

  /** Removes a connection that has ended. */
  public void remove(Member member) {
    open.remove(member);
  }

  /**
   * Closes every connection with 1001, waits at most that long for the peers' answers, and cuts the
   * connections that have not answered.
   */
  public void closeAll(Duration atMost) {
    leaving = true;
    long deadline = timer.nanos() + atMost.toNanos();
    forEach(member -> member.close(GOING_AWAY));
    try {
      while (!open.isEmpty() && timer.nanos() - deadline < 0) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    forEach(Member::cut);
  }

  /** Ends the sweeping. */
  @Override
  public void close() {
    sweeping.cancel();
  }

  /** A failure of one does not affect the others. */
  private void forEach(Consumer<Member> action) {
    open.forEach(
        member -> {
          try {
            action.accept(member);
          } catch (RuntimeException | Error failure) {
            log(failure);
          }
        });
  }

  private static void log(Throwable failure) {
    try {
      LOG.log(WARNING, "Could not check a connection.", failure);
    } catch (RuntimeException | Error unlogged) {
      // even logging failed; the other connections matter more
    }
  }
}
