package org.wsbin.client;

import java.time.Duration;
import java.util.Optional;

/** What is known of pings and of reading: how long a pong took, and whether the peer is silent. */
final class Heartbeat {
  private static final long NEVER = -1;

  private volatile long readingSince;
  private volatile long readUntil;
  private volatile long pingedAt;
  private volatile boolean awaiting;
  private volatile long receivedBefore = NEVER;
  private volatile Optional<Duration> roundTrip = Optional.empty();

  /** Somebody begins to wait for bytes. */
  void reading() {
    readingSince = System.nanoTime();
  }

  /** That one has got some, or waits no longer. */
  void read() {
    readingSince = 0;
    readUntil = System.nanoTime();
  }

  /** A ping is about to leave. */
  void pings() {
    pingedAt = System.nanoTime();
    awaiting = true;
  }

  /** The ping has left, when so many bytes had come; or it has not. */
  void pinged(boolean sent, long received) {
    receivedBefore = sent ? received : NEVER;
  }

  /** A pong has come. */
  void pong() {
    if (awaiting) {
      roundTrip = Optional.of(Duration.ofNanos(System.nanoTime() - pingedAt));
      awaiting = false;
    }
  }

  /** How long the last ping's pong took. */
  Optional<Duration> roundTrip() {
    return roundTrip;
  }

  /** Whether nothing has come behind the last ping, although somebody was there to read it. */
  boolean isSilent(Duration interval, long received) {
    long reading = readingSince;
    boolean waiting = reading != 0 && reading - System.nanoTime() + interval.toNanos() / 2 < 0;
    boolean readSince = readUntil != 0 && readUntil - pingedAt > 0;
    return (waiting || readSince) && received == receivedBefore;
  }
}
