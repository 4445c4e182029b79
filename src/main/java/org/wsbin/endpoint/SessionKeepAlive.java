package org.wsbin.endpoint;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.wsbin.protocol.KeepAlive;
import org.wsbin.scenario.Connections;
import org.wsbin.settings.Settings.Limits;

/**
 * Guards a connection's {@link KeepAlive}, which the container's threads, the sending threads and
 * the timer share. Safe from any thread: nothing else is called under its lock, so nobody waits for
 * long.
 */
final class SessionKeepAlive {
  private final KeepAlive keepAlive;
  private final LongSupplier nanos;
  private final boolean often;

  /**
   * Starts the keep-alive of one connection.
   *
   * @param pingInterval the time between pings, if it differs from the limits
   * @param nanos the time, from an arbitrary start
   */
  SessionKeepAlive(Limits limits, Optional<Duration> pingInterval, LongSupplier nanos) {
    this.keepAlive =
        new KeepAlive(
            pingInterval.orElse(limits.pingInterval()).toNanos(),
            limits.pongTimeout().toNanos(),
            nanos.getAsLong());
    this.nanos = nanos;
    this.often = Connections.pingsOften(pingInterval);
  }

  /** A pong, or another sign of life, arrived. */
  synchronized void heard() {
    keepAlive.heard();
  }

  /** Restarts the time of the ping: it is sent only now, or the peer could not answer it before. */
  synchronized void waitFromNow() {
    keepAlive.waitFromNow(nanos.getAsLong());
  }

  /** Whether it must be asked often, because a behaviour has chosen a short interval. */
  boolean often() {
    return often;
  }

  /** Returns what is due; the caller sends the ping. */
  synchronized KeepAlive.Due due() {
    return keepAlive.due(nanos.getAsLong());
  }
}
