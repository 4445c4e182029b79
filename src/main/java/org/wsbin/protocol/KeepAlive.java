package org.wsbin.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.OptionalLong;

/**
 * Whether a peer still answers pings, and how long it takes (RFC 6455 sections 5.5.2 and 5.5.3).
 * Its host passes the time, in nanoseconds from an arbitrary start, and sends what is due. Not safe
 * from several threads.
 */
public final class KeepAlive {
  /** The most pings that wait for a pong; older ones are forgotten. */
  static final int MAX_AWAITED = 16;

  /** What is due now. */
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
   * @param pongNanos how long to wait for a pong; 0 waits forever
   */
  public KeepAlive(long pingNanos, long pongNanos, long now) {
    this.pingNanos = pingNanos;
    this.pongNanos = pongNanos;
    this.lastPing = now;
  }

  /** Returns what is due. The caller must send a {@link Due#PING}; its time starts now. */
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

  /** Restarts the time of the ping: it is sent only now, or the peer could not answer it before. */
  public void waitFromNow(long now) {
    waitingSince = now;
  }

  /** A ping is sent, due or not; its round trip is measured. */
  public void pinged(ByteBuffer payload, long now) {
    if (awaited.size() == MAX_AWAITED) {
      awaited.removeFirst();
    }
    awaited.addLast(new Ping(copy(payload), now));
  }

  /**
   * A pong arrived: the peer is alive, whichever ping it answers. It answers the oldest ping with
   * the same payload and all earlier pings, because a peer may answer only the latest one (section
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

  /** Another sign of life arrived. */
  public void heard() {
    awaitingPong = false;
  }

  /** The last round trip in nanoseconds; empty before the first. */
  public OptionalLong roundTrip() {
    return roundTrip;
  }

  private static ByteBuffer copy(ByteBuffer payload) {
    return ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip();
  }
}
