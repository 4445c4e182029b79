package org.wsbin.client;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.wsbin.protocol.KeepAlive;

/**
 * The keep-alive of a connection that perhaps nobody reads from: a peer is silent only if somebody
 * was there to hear it. Any thread may use it; nothing is sent or received in here.
 */
final class ClientKeepAlive {
  private final ClientClock clock;
  private final long interval;
  private final KeepAlive keepAlive;
  private Optional<Long> waitingSince = Optional.empty();
  private boolean waitEnded;

  /**
   * Starts now.
   *
   * @param interval between pings, and for the answer; zero for no pings
   */
  ClientKeepAlive(ClientClock clock, Duration interval) {
    this.clock = clock;
    this.interval = interval.toNanos();
    // a look an interval after the ping finds it overdue
    this.keepAlive = new KeepAlive(this.interval, Math.max(0, this.interval - 1), clock.nanos());
  }

  /** Somebody begins to wait for bytes. */
  synchronized void waitForBytes() {
    waitingSince = Optional.of(clock.nanos());
  }

  /**
   * That one waits no longer.
   *
   * @param heard whether bytes have come
   */
  synchronized void endWait(boolean heard) {
    waitingSince = Optional.empty();
    waitEnded = true;
    if (heard) {
      keepAlive.heard();
    }
  }

  /** What is due; to be asked each interval. */
  synchronized KeepAlive.Due due() {
    long now = clock.nanos();
    boolean waits = waitingSince.filter(since -> now - since > interval / 2).isPresent();
    if (!waits && !waitEnded) {
      keepAlive.heard(); // nobody would have heard it
    }
    KeepAlive.Due due = keepAlive.due(now);
    waitEnded = waitEnded && due != KeepAlive.Due.PING;
    return due;
  }

  /** A ping is about to leave, due or not. */
  synchronized void pinged(ByteBuffer payload) {
    keepAlive.pinged(payload, clock.nanos());
  }

  /** The ping that was due does not leave, and so nothing answers it. */
  synchronized void pingDropped() {
    keepAlive.heard();
  }

  /** A pong has come. */
  synchronized void pong(ByteBuffer payload) {
    keepAlive.pong(payload, clock.nanos());
  }

  /** How long the last pong took that answered a ping. */
  synchronized Optional<Duration> roundTrip() {
    return keepAlive.roundTrip().stream().mapToObj(Duration::ofNanos).findFirst();
  }
}
