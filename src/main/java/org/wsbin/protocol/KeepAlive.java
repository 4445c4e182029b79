package org.wsbin.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.OptionalLong;

/**
 * Whether a peer still answers pings, and how long it takes (RFC 6455 sections 5.5.2 and 5.5.3).
 * Its host tells it the time, in nanoseconds from an arbitrary start, and sends what is due. Not
 * safe from several threads.
 */
public final class KeepAlive {
  /** Pings whose pongs are awaited; older ones are forgotten. */
  static final int MAX_AWAITED = 16;

  /** What is to be done now. */
  public enum Due {
    NOTHING,
    PING,
    /** The last ping was not answered in time. */
    GIVE_UP
  }

  private record Ping(ByteBuffer payload, long sentAt) {}

  private final long pingNanos;
  private final long pongNanos;
  private final Deque<Ping> awaited = new ArrayDeque<>(1);
  private long lastPing;
  private long waitingSince;
  private boolean awaitingPong;
  private OptionalLong roundTrip = OptionalLong.empty();

  /**
   * Starts the clock of one connection.
   *
   * @param pingNanos between pings; 0 for none
   * @param pongNanos how long a pong may take; 0 for no limit
   */
  public KeepAlive(long pingNanos, long pongNanos, long now) {
    this.pingNanos = pingNanos;
    this.pongNanos = pongNanos;
    this.lastPing = now;
  }

  /** What is due. The caller sends the {@link Due#PING}, which counts as asked for from now on. */
  public Due due(long now) {
    if (awaitingPong && pongNanos > 0) {
      return now - waitingSince > pongNanos ? Due.GIVE_UP : Due.NOTHING;
    }
    if (pingNanos == 0 || now - lastPing < pingNanos) {
      return Due.NOTHING;
    }
    lastPing = now;
    waitingSince = now;
    awaitingPong = true;
    return Due.PING;
  }

  /** The ping leaves only now, or the peer could not have answered it until now. */
  public void waitFromNow(long now) {
    waitingSince = now;
  }

  /** A ping leaves, due or not, so that its round trip is measured. */
  public void pinged(ByteBuffer payload, long now) {
    if (awaited.size() == MAX_AWAITED) {
      awaited.removeFirst();
    }
    awaited.addLast(new Ping(copy(payload), now));
  }

  /**
   * A pong came: the peer is alive, whichever ping it answers. It answers the oldest ping with its
   * payload, and with it those before, because a peer may answer only the most recent (section
   * 5.5.3).
   */
  public void pong(ByteBuffer payload, long now) {
    heard();
    Iterator<Ping> pings = awaited.iterator();
    int count = 0;
    while (pings.hasNext()) {
      Ping ping = pings.next();
      count++;
      if (ping.payload().equals(payload)) {
        roundTrip = OptionalLong.of(now - ping.sentAt());
        for (int i = 0; i < count; i++) {
          awaited.removeFirst();
        }
        return;
      }
    }
  }

  /** Something else came that is a sign of life. */
  public void heard() {
    awaitingPong = false;
  }

  /** How long the last pong that answers a ping took, in nanoseconds; empty before the first. */
  public OptionalLong roundTrip() {
    return roundTrip;
  }

  private static ByteBuffer copy(ByteBuffer payload) {
    return ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip();
  }
}
