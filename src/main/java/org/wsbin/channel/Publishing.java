package org.wsbin.channel;

import java.util.ArrayDeque;
import java.util.Queue;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.scenario.Peer;

/**
 * The messages of one member to the log. While the log, or the channel, has too much to do, nothing
 * is read from the member. Safe from any thread; nothing is called under its lock.
 */
final class Publishing {
  /** The most bytes that the log may have accepted from one member and not kept yet. */
  private static final long MOST_UNKEPT = 1 << 20;

  /** What a message counts besides its bytes. */
  private static final int OVERHEAD = 256;

  private final Membership member;
  private final Peer peer;
  private final Channel channel;
  private final ChannelServices services;

  // guarded by this
  private final Queue<MessageEntry> early = new ArrayDeque<>(0);
  private long unkept;
  private boolean started;
  private boolean waitsForChannel;
  private boolean ended;

  /** Used inside {@link #apply} only. */
  private boolean held;

  private final Object holding = new Object();

  Publishing(Membership member, Peer peer, Channel channel, ChannelServices services) {
    this.member = member;
    this.peer = peer;
    this.channel = channel;
    this.services = services;
  }

  /** The member is in. */
  void start() {
    while (true) {
      MessageEntry next;
      synchronized (this) {
        next = early.poll();
        started |= next == null;
      }
      if (next == null) {
        apply();
        return;
      }
      append(next);
    }
  }

  /** Publishes a message whose payload is valid during the call only. */
  void publish(MessageEntry message) {
    boolean now;
    synchronized (this) {
      now = started;
      if (!now) {
        early.add(message.copy());
      }
    }
    if (now) {
      append(message);
    }
    boolean wait = now && channel.mustWait(member);
    synchronized (this) {
      waitsForChannel |= wait;
    }
    apply();
  }

  private void append(MessageEntry message) {
    long bytes = (long) OVERHEAD + message.payload().remaining();
    synchronized (this) {
      unkept += bytes;
    }
    services
        .log()
        .append(channel.key(), message.encoded())
        .whenComplete((offset, failure) -> appended(bytes, failure));
  }

  private void appended(long bytes, Throwable failure) {
    boolean free;
    synchronized (this) {
      boolean waited = unkept > MOST_UNKEPT;
      unkept -= bytes;
      free = waited && unkept <= MOST_UNKEPT;
    }
    if (failure != null) {
      peer.close(
          new CloseStatus(
              CloseStatus.TRY_AGAIN_LATER, "The message could not be kept; try again later."));
    }
    if (free) {
      apply();
    }
  }

  /** The channel has caught up. */
  void free() {
    synchronized (this) {
      waitsForChannel = false;
    }
    apply();
  }

  void end() {
    synchronized (this) {
      ended = true;
      early.clear();
    }
  }

  private synchronized boolean mustWait() {
    return !ended && (!early.isEmpty() || waitsForChannel || unkept > MOST_UNKEPT);
  }

  /** Reads from the member, or not. */
  private void apply() {
    peer.execute(
        () -> {
          synchronized (holding) {
            boolean wait = mustWait();
            if (wait != held) {
              held = wait;
              peer.hold(wait);
            }
          }
        });
  }
}
