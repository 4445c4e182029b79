package org.wsbin.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.wsbin.scenario.Timer;

/**
 * Lets bytes out slowly: so many in one write, one each interval. Guarded by its connection's gate.
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
   * From now on.
   *
   * @param gate runs a task inside the connection's gate, without waiting
   * @param writable to be called there when the next write is due
   */
  DripWriter(int bytes, Duration interval, Timer timer, Executor gate, Runnable writable) {
    this.bytes = bytes;
    this.interval = interval.toNanos();
    this.timer = timer;
    this.gate = gate;
    this.writable = writable;
    this.dueAt = timer.nanos();
  }

  /** As {@link Transport#write}, which takes what is due. */
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

  /** Whether nothing leaves because it is not due, and not because the peer does not read. */
  boolean resting() {
    return resting;
  }

  /** Sees to it that the next write comes when it is due. */
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
