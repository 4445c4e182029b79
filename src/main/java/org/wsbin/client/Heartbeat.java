package org.wsbin.client;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What is known of pings and of reading: how long a pong took, and whether the peer is silent.
 *
 * <p>A pong answers the ping with its payload, and every ping before that one (RFC 6455 section
 * 5.5.3): of two pings with one payload, the older.
 */
final class Heartbeat {
  private static final int MAX_OPEN_PINGS = 64;
  private static final long NEVER = -1;

  private record Ping(ByteBuffer payload, long nanos) {}

  private final ClientClock clock;
  private final Deque<Ping> open = new ArrayDeque<>();
  private boolean waiting;
  private long waitingSince;
  private Optional<Long> readAt = Optional.empty();
  private long pingedAt;
  private long receivedAtPing = NEVER;
  private Optional<Duration> roundTrip = Optional.empty();

  Heartbeat(ClientClock clock) {
    this.clock = clock;
  }

  /** Somebody begins to wait for bytes. */
  synchronized void waitForBytes() {
    waiting = true;
    waitingSince = clock.nanos();
  }

  /** That one has got some, or waits no longer. */
  synchronized void endWait() {
    waiting = false;
    readAt = Optional.of(clock.nanos());
  }

  /** A ping is about to leave. */
  synchronized void ping(ByteBuffer payload) {
    pingedAt = clock.nanos();
    if (open.size() == MAX_OPEN_PINGS) {
      open.removeFirst();
    }
    open.addLast(new Ping(copy(payload), pingedAt));
  }

  private static ByteBuffer copy(ByteBuffer payload) {
    return ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip();
  }

  /** Our own ping has left, when so many bytes had come. */
  synchronized void pingLeft(long received) {
    receivedAtPing = received;
  }

  /** Our own ping has not left after all. */
  synchronized void pingStays() {
    open.pollLast();
    receivedAtPing = NEVER;
  }

  /** A pong has come. */
  synchronized void pong(ByteBuffer payload) {
    Optional<Ping> answered = open.stream().filter(p -> p.payload().equals(payload)).findFirst();
    answered.ifPresent(
        ping -> {
          roundTrip = Optional.of(Duration.ofNanos(clock.nanos() - ping.nanos()));
          while (!open.removeFirst().equals(ping)) {
            // the ones before it will not be answered
          }
        });
  }

  /** How long the pong of the last ping took that was answered. */
  synchronized Optional<Duration> roundTrip() {
    return roundTrip;
  }

  /** Whether nothing has come behind our last ping, although somebody was there to read it. */
  synchronized boolean isSilent(Duration interval, long received) {
    boolean waitsLong = waiting && clock.nanos() - waitingSince > interval.toNanos() / 2;
    boolean hasRead = readAt.filter(at -> at - pingedAt > 0).isPresent();
    return (waitsLong || hasRead) && received == receivedAtPing;
  }
}
