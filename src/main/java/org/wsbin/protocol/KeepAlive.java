package org.wsbin.protocol;

import java.util.function.LongSupplier;

/**
 * Whether a peer still answers pings (RFC 6455 section 5.5.2). A server's pings keep a connection
 * open on every container even where none is answered, so that pongs are watched here.
 */
public final class KeepAlive {

  /** What is to be done now. */
  public enum Due {
    NOTHING,
    PING,
    /** The last ping has not been answered in time. */
    GIVE_UP
  }

  private final long pingNanos;
  private final long pongNanos;
  private final LongSupplier nanos;
  private long lastPing;
  private long pingLeft;
  private boolean awaitingPong;

  /**
   * Starts the clock of one connection.
   *
   * @param pingNanos between pings; 0 for none
   * @param pongNanos that a pong may take; 0 for ever
   * @param nanos the time, from an arbitrary start
   */
  public KeepAlive(long pingNanos, long pongNanos, LongSupplier nanos) {
    this.pingNanos = pingNanos;
    this.pongNanos = pongNanos;
    this.nanos = nanos;
    this.lastPing = nanos.getAsLong();
  }

  /** Asks; a {@link Due#PING} counts as asked for from then on. */
  public synchronized Due due() {
    long now = nanos.getAsLong();
    if (awaitingPong && pongNanos > 0) {
      return now - pingLeft > pongNanos ? Due.GIVE_UP : Due.NOTHING;
    }
    if (pingNanos == 0 || now - lastPing < pingNanos) {
      return Due.NOTHING;
    }
    lastPing = now;
    pingLeft = now;
    awaitingPong = true;
    return Due.PING;
  }

  /** The ping has left only now, or the peer could not have answered until now. */
  public synchronized void waitFromNow() {
    pingLeft = nanos.getAsLong();
  }

  /** A pong came, whichever ping it answers. */
  public synchronized void pong() {
    awaitingPong = false;
  }
}
