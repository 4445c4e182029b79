package org.wsbin.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.wsbin.protocol.KeepAlive;

/** Sends a ping each interval, and fails the connection if the peer does not react to one. */
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

  /** The first ping is sent after one interval; with an interval of zero none is sent. */
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

  /** Each ping has its own payload, to recognise its pong. */
  private void ping() {
    count++;
    ByteBuffer payload = ByteBuffer.wrap(Long.toString(count).getBytes(US_ASCII));
    keepAlive.pinged(payload); // before its pong can arrive
    try {
      if (!writer.pingIfIdle(payload)) {
        keepAlive.pingDropped();
      }
    } catch (WebSocketException lost) {
      keepAlive.pingDropped(); // the program's next call fails with it
    }
  }
}
