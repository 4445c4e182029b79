package org.wsbin.endpoint;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether a peer still answers pings (RFC 6455 section 5.5.2). A server's pings keep a connection
 * open on every container even where none is answered, so that pongs are watched here.
 */
final class Liveness {

  /** What is to be done now. */
  enum Due {
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

  Liveness(Duration pingInterval, Duration pongTimeout, LongSupplier nanos) {
    this.pingNanos = pingInterval.toNanos();
    this.pongNanos = pongTimeout.toNanos();
    this.nanos = nanos;
    this.lastPing = nanos.getAsLong();
  }

  /** Asks; a {@link Due#PING} counts as asked for from then on. */
  synchronized Due due() {
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
  synchronized void waitFromNow() {
    pingLeft = nanos.getAsLong();
  }

  /** A pong came, whichever ping it answers. */
  synchronized void pong() {
    awaitingPong = false;
  }
}
