package org.wsbin.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Sends a ping each interval, and fails the connection if the peer stays silent behind one. */
final class PingTask {
  private final ClientClock clock;
  private final Duration interval;
  private final Heartbeat heartbeat;
  private final ConnectionLifecycle lifecycle;
  private final ConnectionWriter writer;
  private final LongSupplier received;
  private final Consumer<WebSocketException> fail;
  private long count;

  PingTask(
      ClientClock clock,
      Duration interval,
      Heartbeat heartbeat,
      ConnectionLifecycle lifecycle,
      ConnectionWriter writer,
      LongSupplier received,
      Consumer<WebSocketException> fail) {
    this.clock = clock;
    this.interval = interval;
    this.heartbeat = heartbeat;
    this.lifecycle = lifecycle;
    this.writer = writer;
    this.received = received;
    this.fail = fail;
  }

  /** The first ping leaves after one interval; none with an interval of zero. */
  void start() {
    if (!interval.isZero()) {
      ClientClock.Alarm unusedBecauseItEndsWithThis = clock.after(interval, this, PingTask::run);
    }
  }

  private void run() {
    if (!lifecycle.isOpen()) {
      return;
    }
    long bytes = received.getAsLong();
    if (heartbeat.isSilent(interval, bytes)) {
      fail.accept(
          new WebSocketException(
              WebErrorStatus.TIMEOUT, "The peer has not answered a ping for " + interval + "."));
      return;
    }
    ping(bytes);
    start();
  }

  /** Each has a payload of its own, so that its pong is known. */
  private void ping(long bytes) {
    count++;
    ByteBuffer payload = ByteBuffer.wrap(Long.toString(count).getBytes(US_ASCII));
    heartbeat.ping(payload);
    try {
      if (writer.pingIfIdle(payload)) {
        heartbeat.pingLeft(bytes);
      } else {
        heartbeat.pingStays();
      }
    } catch (WebSocketException lost) {
      heartbeat.pingStays(); // the next call of the user's fails with it
    }
  }
}
