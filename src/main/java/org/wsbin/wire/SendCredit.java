package org.wsbin.wire;

/**
 * Whether a behaviour may send by itself, and whether one is waiting for credit. Guarded by its
 * connection's gate.
 */
final class SendCredit {
  private final long limit;
  private boolean waitsForRoom;
  private boolean waitsForMessageEnd;

  /**
   * Credit for one connection.
   *
   * @param limit bytes that may wait for the network
   */
  SendCredit(long limit) {
    this.limit = limit;
  }

  /** Whether little waits; if not, {@link #granted} will be true once. */
  boolean hasRoom(long waitingBytes) {
    boolean room = waitingBytes < limit;
    waitsForRoom |= !room;
    return room;
  }

  /** Whether no message is unfinished; if one is, {@link #granted} will be true once. */
  boolean betweenMessages(boolean insideMessage) {
    waitsForMessageEnd |= insideMessage;
    return !insideMessage;
  }

  /** Whether a behaviour was waiting, and may go on now. */
  boolean granted(long waitingBytes, boolean insideMessage) {
    boolean room = waitsForRoom && waitingBytes <= limit / 2;
    boolean messageEnded = waitsForMessageEnd && !insideMessage;
    waitsForRoom &= !room;
    waitsForMessageEnd &= !messageEnded;
    return room || messageEnded;
  }
}
