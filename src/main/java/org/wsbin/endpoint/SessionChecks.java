package org.wsbin.endpoint;

import java.nio.ByteBuffer;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.settings.Settings.Limits;

/** What a connection does when time has passed. For the timer's thread. */
final class SessionChecks {
  private static final CloseStatus NO_PONG =
      new CloseStatus(CloseStatus.INTERNAL_ERROR, "keepalive ping timeout");

  private final SessionPeer peer;
  private boolean foundClosed;

  SessionChecks(SessionPeer peer) {
    this.peer = peer;
  }

  /** Does what is due; returns whether something may be due soon. */
  boolean run() {
    Limits limits = peer.engine.limits();
    SessionState state = peer.state;
    peer.cutter.retry();
    if (state.ended()) {
      peer.removeIfGone();
      if (state.endedFor(limits.closeTimeout().toNanos(), peer.nanos())) {
        peer.cutter.endTcp();
      }
    } else if (!peer.session.isOpen() && !state.closing() && !peer.cutter.isDue()) {
      closedUnasked(); // Jetty's session is not open from our close on, but its TCP connection is
    } else if (peer.queue.nanosInFlight() > limits.sendTimeout().toNanos()) {
      peer.cut(EndOfStream.SEND_TIMEOUT);
    } else if (peer.queue.bytes() == 0
        && state.closingFor(limits.closeTimeout().toNanos(), peer.nanos())) {
      peer.cut(EndOfStream.TIMEOUT);
    } else if (state.open() && peer.deadline.over(!peer.reading.stopped())) {
      peer.closeNow(peer.engine.connections().tooSlow());
    } else if (state.open()) {
      keepAlive();
    }
    return busy();
  }

  private boolean busy() {
    return !peer.state.open()
        || foundClosed
        || peer.queue.bytes() > 0
        || peer.reading.stopped()
        || peer.deadline.unfinished()
        || peer.keepAlive.often();
  }

  /** Usually the container says why a moment later; if it does not, this is the end. */
  private void closedUnasked() {
    if (foundClosed) {
      peer.closed();
    }
    foundClosed = true;
  }

  private void keepAlive() {
    if (peer.queue.bytes() > 0 || peer.reading.stopped()) {
      peer.keepAlive.waitFromNow();
    }
    switch (peer.keepAlive.due()) {
      case PING -> peer.queue.offer(new QueuedSend.Ping(ByteBuffer.allocate(0)));
      case GIVE_UP -> peer.closeNow(NO_PONG);
      case NOTHING -> {}
    }
  }
}
