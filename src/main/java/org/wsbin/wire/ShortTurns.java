package org.wsbin.wire;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.wsbin.protocol.MessageDecoder;

/**
 * Lets a thread that other connections need, such as one that polls, read from a connection with
 * permessage-deflate. Most messages are small, and to hand one over costs more than to inflate it.
 * After {@link #MOST_BYTES} inflated or deflated the turn is over, and a thread for longer work
 * goes on. That thread then does all the reading of this connection: a peer can make the other
 * connections wait once, not with each message.
 */
final class ShortTurns {
  /** About a quarter of a millisecond. A turn ends at the end of the piece that exceeds it. */
  static final int MOST_BYTES = MessageDecoder.WHOLE_FRAME_BYTES;

  private final EventGate gate;
  private final Executor bulk;
  private final LongSupplier work;

  /** How much work may have been done when this turn ends; guarded by the gate. */
  private long workAtEnd = Long.MAX_VALUE;

  private volatile boolean exceeded;

  /**
   * For one connection.
   *
   * @param bulk threads for longer work
   * @param work the bytes inflated and deflated so far; called inside the gate
   */
  ShortTurns(EventGate gate, Executor bulk, LongSupplier work) {
    this.gate = gate;
    this.bulk = bulk;
    this.work = work;
  }

  /**
   * Reads, or leaves that to a thread for longer work; never waits.
   *
   * @param resume makes the transport watch for input again
   * @return whether the transport should watch for input
   */
  boolean read(EventGate.Event read, Runnable resume) {
    EventGate.Attempt attempt =
        exceeded ? EventGate.Attempt.BUSY : gate.tryRead(() -> shortly(read));
    if (attempt == EventGate.Attempt.BUSY) {
      bulk.execute(
          () -> {
            if (gate.read(read)) {
              resume.run();
            }
          });
    }
    return attempt == EventGate.Attempt.WATCH;
  }

  /** Whether a short turn is over. */
  boolean over() {
    return workAtEnd != Long.MAX_VALUE && work.getAsLong() > workAtEnd;
  }

  private void shortly(EventGate.Event read) throws IOException {
    workAtEnd = work.getAsLong() + MOST_BYTES;
    try {
      read.happen();
    } finally {
      exceeded = over();
      workAtEnd = Long.MAX_VALUE;
    }
  }
}
