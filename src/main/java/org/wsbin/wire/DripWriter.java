package org.wsbin.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.wsbin.scenario.Timer;

/**
 * Writes slowly: that many bytes in one write, one write per interval. Guarded by its connection's
 * gate.
 */
final class DripWriter {
  private final int bytes;
  private final long interval;
  private final Timer timer;
  private final Executor gate;
  private final Runnable writable;
  private Optional<Timer.Scheduled> next = Optional.empty();
  private long dueAt;
  private boolean resting;

  /**
   * Starts now.
   *
   * @param gate runs a task inside the connection's gate, without waiting
   * @param writable called there when the next write is due
   */
  DripWriter(int bytes, Duration interval, Timer timer, Executor gate, Runnable writable) {
    this.bytes = bytes;
    this.interval = interval.toNanos();
    this.timer = timer;
    this.gate = gate;
    this.writable = writable;
    this.dueAt = timer.nanos();
  }

  /** Like {@link Transport#write}, but writes only what is due. */
  boolean write(Transport network, ByteBuffer from) throws IOException {
    resting = timer.nanos() - dueAt < 0;
    if (resting) {
      return false;
    }
    ByteBuffer piece = from.slice(from.position(), Math.min(bytes, from.remaining()));
    resting = network.write(piece);
    from.position(from.position() + piece.position());
    dueAt = timer.nanos() + interval;
    return resting && !from.hasRemaining();
  }

  /** Whether it is waiting for its interval, and not for the peer. */
  boolean resting() {
    return resting;
  }

  /** Schedules the next write. */
  void whenDue() {
    if (next.isEmpty()) {
      long delay = Math.max(0, dueAt - timer.nanos());
      next = Optional.of(timer.after(Duration.ofNanos(delay), () -> gate.execute(this::due)));
    }
  }

  private void due() {
    next = Optional.empty();
    writable.run();
  }

  void close() {
    next.ifPresent(Timer.Scheduled::cancel);
  }
}
