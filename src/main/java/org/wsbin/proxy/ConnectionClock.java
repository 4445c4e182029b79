package org.wsbin.proxy;

import java.time.Duration;
import java.util.Optional;
import org.wsbin.text.Durations;

/**
 * The time of one connection, in nanoseconds since it began, and the deadlines that faults give it.
 * Safe from any thread.
 */
final class ConnectionClock {
  /** Later than every deadline. */
  static final long NEVER = Long.MAX_VALUE;

  private final ProxyTimes times;
  private final long begin = System.nanoTime();
  private volatile long lastActive;
  private volatile boolean bytesCount = true;
  private volatile boolean framesRead;

  ConnectionClock(ProxyTimes times) {
    this.times = times;
  }

  long now() {
    return System.nanoTime() - begin;
  }

  /** Bytes came. */
  void received() {
    if (bytesCount) {
      active();
    }
  }

  /** From now on frames are read, which may decide by {@link #active} what counts as activity. */
  void readsFrames() {
    framesRead = true;
    bytesCount = !times.pingsAreIdle();
  }

  boolean framesRead() {
    return framesRead;
  }

  void active() {
    lastActive = now();
  }

  /** When the proxy ends the connection if nothing comes until then. */
  long deadline() {
    long idle = times.idle().map(d -> lastActive + d.toNanos()).orElse(NEVER);
    return Math.min(idle, times.maxAge().map(d -> d.toNanos()).orElse(NEVER));
  }

  /**
   * Checks the deadlines.
   *
   * @throws ProxyEndException if one is over
   */
  void check() throws ProxyEndException {
    long now = now();
    if (now < deadline()) {
      return;
    }
    boolean old = times.maxAge().filter(age -> now >= age.toNanos()).isPresent();
    String reason =
        old ? "it was open for " + shown(times.maxAge()) : "it was idle for " + shown(times.idle());
    throw new ProxyEndException(new ProxyEnd(times.endHow(), 1001, reason));
  }

  private static String shown(Optional<Duration> time) {
    return time.map(Durations::format).orElse("");
  }
}
