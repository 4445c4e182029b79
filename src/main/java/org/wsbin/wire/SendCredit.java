package org.wsbin.wire;

import java.util.function.LongSupplier;

/**
 * Whether a behaviour may send on its own, and whether it is waiting for credit. Guarded by its
 * connection's gate.
 */
final class SendCredit {
  private final LongSupplier limit;
  private boolean waitsForRoom;
  private boolean waitsForMessageEnd;

  /**
   * Credit for one connection.
   *
   * @param limit the most bytes that may wait for the network
   */
  SendCredit(LongSupplier limit) {
    this.limit = limit;
  }

  /** Whether less than the limit waits; if not, {@link #granted} will be true once, later. */
  boolean hasRoom(long waitingBytes) {
    boolean room = waitingBytes < limit.getAsLong();
    waitsForRoom |= !room;
    return room;
  }

  /** Whether no message is unfinished; otherwise {@link #granted} will be true once, later. */
  boolean betweenMessages(boolean insideMessage) {
    waitsForMessageEnd |= insideMessage;
    return !insideMessage;
  }

  /** Whether a behaviour was waiting, and may continue now. */
  boolean granted(long waitingBytes, boolean insideMessage) {
    boolean room = waitsForRoom && waitingBytes <= limit.getAsLong() / 2;
    boolean messageEnded = waitsForMessageEnd && !insideMessage;
    waitsForRoom &= !room;
    waitsForMessageEnd &= !messageEnded;
    return room || messageEnded;
  }
}
