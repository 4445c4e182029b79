package org.wsbin.wire;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.wsbin.protocol.KeepAlive;
import org.wsbin.settings.Settings.Limits;

/** How long one connection may take for what it does. Guarded by its connection's gate. */
final class Deadlines {
  private final Limits limits;
  private final LongSupplier nanos;
  private final KeepAlive keepAlive;
  private long closingSince;
  private boolean stalled;
  private long pingedAt;
  private Optional<Long> endAt = Optional.empty();

  Deadlines(Limits limits, LongSupplier nanos) {
    this.limits = limits;
    this.nanos = nanos;
    this.keepAlive =
        new KeepAlive(
            limits.pingInterval().toNanos(), limits.pongTimeout().toNanos(), nanos.getAsLong());
  }

  /** The peer may answer our close from now on. */
  void closing() {
    closingSince = nanos.getAsLong();
  }

  /** Whatever happens, it ends after that time. */
  void endAfter(long time) {
    endAt = Optional.of(nanos.getAsLong() + time);
  }

  void pong(ByteBuffer payload) {
    keepAlive.pong(payload, nanos.getAsLong());
  }

  /** Part of a frame came, which is a sign of life: no pong can come in the middle of it. */
  void unfinished() {
    keepAlive.waitFromNow(nanos.getAsLong());
  }

  /** Nothing is read, so that no pong can come; or it is read on. */
  void stalled(boolean nothing) {
    stalled = nothing;
    pingedAt = nanos.getAsLong();
    keepAlive.waitFromNow(nanos.getAsLong());
  }

  /**
   * Whether the connection has to end now.
   *
   * @param closed whether our close frame is on its way
   */
  boolean areOver(FrameOutput out, boolean closed) {
    if (endAt.isPresent() && nanos.getAsLong() - endAt.get() > 0) {
      return true;
    }
    if (out.blocked()) {
      return out.nanosBlocked() > limits.sendTimeout().toNanos();
    }
    return endAt.isEmpty()
        && closed
        && nanos.getAsLong() - closingSince > limits.closeTimeout().toNanos();
  }

  /** What is due of pings and pongs; a peer that does not read could not answer. */
  KeepAlive.Due due(FrameOutput out) {
    if (stalled && !out.blocked()) {
      return pingOnly();
    }
    if (out.blocked()) {
      keepAlive.waitFromNow(nanos.getAsLong());
      return KeepAlive.Due.NOTHING;
    }
    return keepAlive.due(nanos.getAsLong());
  }

  /** No pong can come, but if the peer is gone, a ping that cannot be sent shows it. */
  private KeepAlive.Due pingOnly() {
    long interval = limits.pingInterval().toNanos();
    if (interval == 0 || nanos.getAsLong() - pingedAt < interval) {
      return KeepAlive.Due.NOTHING;
    }
    pingedAt = nanos.getAsLong();
    return KeepAlive.Due.PING;
  }
}
