package org.wsbin.client;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.wsbin.protocol.KeepAlive;

/**
 * The keep-alive of a connection that perhaps nobody reads: a peer counts as unresponsive only
 * while somebody reads. Safe from any thread; sends and receives nothing itself.
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
   * @param interval between pings, and the limit for the pong; zero sends no pings
   */
  ClientKeepAlive(ClientClock clock, Duration interval) {
    this.clock = clock;
    this.interval = interval.toNanos();
    // a check one interval after the ping finds it overdue
    this.keepAlive = new KeepAlive(this.interval, Math.max(0, this.interval - 1), clock.nanos());
  }

  /** A reader starts to wait for bytes. */
  synchronized void waitForBytes() {
    waitingSince = Optional.of(clock.nanos());
  }

  /**
   * The reader stops waiting.
   *
   * @param heard whether bytes have arrived
   */
  synchronized void endWait(boolean heard) {
    waitingSince = Optional.empty();
    waitEnded = true;
    if (heard) {
      keepAlive.heard();
    }
  }

  /** What is due; call this once per interval. */
  synchronized KeepAlive.Due due() {
    long now = clock.nanos();
    boolean waits = waitingSince.filter(since -> now - since > interval / 2).isPresent();
    if (!waits && !waitEnded) {
      keepAlive.heard(); // nobody was reading
    }
    KeepAlive.Due due = keepAlive.due(now);
    waitEnded = waitEnded && due != KeepAlive.Due.PING;
    return due;
  }

  /** A ping is about to be sent, due or not. */
  synchronized void pinged(ByteBuffer payload) {
    keepAlive.pinged(payload, clock.nanos());
  }

  /** The due ping is not sent, so no pong will come. */
  synchronized void pingDropped() {
    keepAlive.heard();
  }

  /** A pong has arrived. */
  synchronized void pong(ByteBuffer payload) {
    keepAlive.pong(payload, clock.nanos());
  }

  /** The last round trip. */
  synchronized Optional<Duration> roundTrip() {
    return keepAlive.roundTrip().stream().mapToObj(Duration::ofNanos).findFirst();
  }
}
