package org.wsbin.endpoint;

import java.util.function.LongSupplier;
import org.wsbin.protocol.KeepAlive;
import org.wsbin.settings.Settings.Limits;

/**
 * The one place that touches a connection's {@link KeepAlive}, which the container's threads, those
 * that send, and the timer's share. Safe from any thread: it has a lock of its own, under which
 * nothing else is called, so that nobody waits for long.
 */
final class SessionKeepAlive {
  private final KeepAlive keepAlive;
  private final LongSupplier nanos;

  /**
   * Starts the clock of one connection.
   *
   * @param nanos the time, from an arbitrary start
   */
  SessionKeepAlive(Limits limits, LongSupplier nanos) {
    this.keepAlive =
        new KeepAlive(
            limits.pingInterval().toNanos(), limits.pongTimeout().toNanos(), nanos.getAsLong());
    this.nanos = nanos;
  }

  /** A pong came, or what must do for it. */
  synchronized void heard() {
    keepAlive.heard();
  }

  /** The ping leaves only now, or the peer could not have answered it until now. */
  synchronized void waitFromNow() {
    keepAlive.waitFromNow(nanos.getAsLong());
  }

  /** What is due; the caller sends the ping. */
  synchronized KeepAlive.Due due() {
    return keepAlive.due(nanos.getAsLong());
  }
}
