package org.wsbin.wire;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.wsbin.limits.MessageDeadline;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.FrameReceiver;
import org.wsbin.protocol.KeepAlive;
import org.wsbin.scenario.Connections;
import org.wsbin.settings.Settings.Limits;

/** The time limits of one connection. Guarded by its connection's gate. */
final class Deadlines {
  private final Limits limits;
  private final long pingNanos;
  private final boolean often;
  private final LongSupplier nanos;
  private final KeepAlive keepAlive;
  private final MessageDeadline message;
  private long closingSince;
  private boolean stalled;
  private long pingedAt;
  private Optional<Long> endAt = Optional.empty();

  /**
   * The time limits of a connection that begins now.
   *
   * @param pingInterval the time between pings, if it differs from the limits
   * @param nanos the time, from an arbitrary start
   */
  Deadlines(Limits limits, Optional<Duration> pingInterval, LongSupplier nanos) {
    this.limits = limits;
    this.pingNanos = pingInterval.orElse(limits.pingInterval()).toNanos();
    this.nanos = nanos;
    this.often = Connections.pingsOften(pingInterval);
    this.message = new MessageDeadline(limits.messageTimeout(), nanos);
    this.keepAlive = new KeepAlive(pingNanos, limits.pongTimeout().toNanos(), nanos.getAsLong());
  }

  /** The time for the answer to our close starts now. */
  void closing() {
    closingSince = nanos.getAsLong();
  }

  /** Ends the connection after that time, whatever happens. */
  void endAfter(long time) {
    endAt = Optional.of(nanos.getAsLong() + time);
  }

  void pong(ByteBuffer payload) {
    keepAlive.pong(payload, nanos.getAsLong());
  }

  /** The time for an unfinished message. */
  MessageDeadline message() {
    return message;
  }

  /** Something was read, or nothing was there. */
  void read(FrameReceiver receiver) {
    message.unfinished(receiver.insideFrame() || receiver.insideMessage());
    if (receiver.insideFrame()) {
      waitFromNow();
    }
  }

  /**
   * The time for a pong starts now: none can come in the middle of a frame or be seen in what is
   * dropped, and one that has come may wait with other data.
   */
  void waitFromNow() {
    keepAlive.waitFromNow(nanos.getAsLong());
  }

  /** Reading was stopped, so no pong can arrive, or was resumed. */
  void stalled(boolean nothing) {
    stalled = nothing;
    pingedAt = nanos.getAsLong();
    keepAlive.waitFromNow(nanos.getAsLong());
  }

  /**
   * How the connection must end now, if it must.
   *
   * @param closed whether our close frame was sent
   */
  Optional<EndOfStream> over(FrameOutput out, boolean closed) {
    if (endAt.isPresent() && nanos.getAsLong() - endAt.get() > 0) {
      return Optional.of(EndOfStream.TIMEOUT);
    }
    if (out.blocked()) {
      return Optional.of(EndOfStream.SEND_TIMEOUT)
          .filter(late -> out.nanosBlocked() > limits.sendTimeout().toNanos());
    }
    return Optional.of(EndOfStream.TIMEOUT)
        .filter(late -> endAt.isEmpty() && closed)
        .filter(late -> nanos.getAsLong() - closingSince > limits.closeTimeout().toNanos());
  }

  /** Whether a time limit may be over soon, besides those of closing and sending. */
  boolean dueSoon() {
    return endAt.isPresent() || message.unfinished() || often;
  }

  /** Which ping or timeout is due; a peer that does not read could not answer. */
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

  /** No pong can arrive, but a ping that cannot be sent shows that the peer is gone. */
  private KeepAlive.Due pingOnly() {
    if (pingNanos == 0 || nanos.getAsLong() - pingedAt < pingNanos) {
      return KeepAlive.Due.NOTHING;
    }
    pingedAt = nanos.getAsLong();
    return KeepAlive.Due.PING;
  }
}
