package org.wsbin.wire;

/**
 * Whether a behaviour may send by itself, and whether it waits until it may. Guarded by its
 * connection's lock.
 */
final class SendCredit {
  private final long most;
  private boolean full;
  private boolean refused;

  /** Room for that many waiting bytes. */
  SendCredit(long most) {
    this.most = most;
  }

  /** Whether little waits; else {@link #again} will be true once. */
  boolean isThere(FrameOutput out) {
    boolean there = out.waitingBytes() < most;
    full |= !there;
    return there;
  }

  /** Whether no message has begun that has not ended; else {@link #again} will be true once. */
  boolean betweenMessages(FrameOutput out) {
    refused |= out.insideMessage();
    return !out.insideMessage();
  }

  /** Whether somebody waits, and may go on now. */
  boolean again(FrameOutput out) {
    boolean roomAgain = full && out.waitingBytes() <= most / 2;
    boolean messageEnded = refused && !out.insideMessage();
    full &= !roomAgain;
    refused &= !messageEnded;
    return roomAgain || messageEnded;
  }
}
