package org.wsbin.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.wsbin.protocol.KeepAlive;

/** Sends a ping each interval, and fails the connection if the peer stays silent behind one. */
final class PingTask {
  private final ClientClock clock;
  private final Duration interval;
  private final ClientKeepAlive keepAlive;
  private final ConnectionLifecycle lifecycle;
  private final ConnectionWriter writer;
  private final Consumer<WebSocketException> fail;
  private long count;

  PingTask(
      ClientClock clock,
      Duration interval,
      ClientKeepAlive keepAlive,
      ConnectionLifecycle lifecycle,
      ConnectionWriter writer,
      Consumer<WebSocketException> fail) {
    this.clock = clock;
    this.interval = interval;
    this.keepAlive = keepAlive;
    this.lifecycle = lifecycle;
    this.writer = writer;
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
    KeepAlive.Due due = keepAlive.due();
    if (due == KeepAlive.Due.GIVE_UP) {
      fail.accept(
          new WebSocketException(
              WebErrorStatus.TIMEOUT, "The peer has not answered a ping for " + interval + "."));
      return;
    }
    if (due == KeepAlive.Due.PING) {
      ping();
    }
    start();
  }

  /** Each has a payload of its own, so that its pong is known. */
  private void ping() {
    count++;
    ByteBuffer payload = ByteBuffer.wrap(Long.toString(count).getBytes(US_ASCII));
    keepAlive.pinged(payload); // before its pong can come
    try {
      if (!writer.pingIfIdle(payload)) {
        keepAlive.pingDropped();
      }
    } catch (WebSocketException lost) {
      keepAlive.pingDropped(); // the next call of the user's fails with it
    }
  }
}
