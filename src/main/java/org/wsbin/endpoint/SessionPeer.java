package org.wsbin.endpoint;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.KeepAlive;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.Peer;

/**
 * One connection of the container's engine: meters what comes in, queues what goes out, watches
 * both, and keeps the behaviour's failures from the wire.
 */
final class SessionPeer implements Peer, Connections.Member, SendQueue.Listener {
  private static final System.Logger LOG = System.getLogger(SessionPeer.class.getName());
  private static final CloseStatus INTERNAL =
      new CloseStatus(CloseStatus.INTERNAL_ERROR, "internal error");
  private static final CloseStatus NO_PONG =
      new CloseStatus(CloseStatus.INTERNAL_ERROR, "keepalive ping timeout");
  private static final CloseStatus NOT_READING =
      new CloseStatus(CloseStatus.POLICY_VIOLATION, "send timeout");

  /** The states that a connection passes, in this order only. */
  private enum State {
    OPEN,
    /** A close is queued or sent: what comes in is ignored. */
    CLOSING,
    /** It has gone on for too long: the connection is being cut. */
    CUT,
    ENDED
  }

  private final Session session;
  private final Behaviour behaviour;
  private final ContainerEngine peers;
  private final SessionSender sender;
  private final SendQueue outbox;
  private final ReadGate inflow;
  private final MessageAssembler gatherer = new MessageAssembler();
  private final MessageMeter meter;
  private final KeepAlive liveness;
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
  private final AtomicBoolean behaviourEnded = new AtomicBoolean();
  private volatile long closingSince;
  private volatile boolean wantsRoom;
  private boolean refused;

  SessionPeer(Session session, Behaviour behaviour, ContainerEngine peers) {
    this.session = session;
    this.behaviour = behaviour;
    this.peers = peers;
    var limits = peers.limits();
    this.sender = new SessionSender(session, limits.closeTimeout());
    this.outbox =
        new SendQueue(sender, peers.blocking(), limits.sendQueue(), peers.timer()::nanos, this);
    this.inflow = ReadGate.of(session);
    this.meter = new MessageMeter(limits);
    this.liveness =
        new KeepAlive(
            limits.pingInterval().toNanos(), limits.pongTimeout().toNanos(), peers.timer().nanos());
  }

  void opened() {
    peers.add(this);
    guarded(() -> behaviour.opened(this));
  }

  void message(MessageKind kind, ByteBuffer slice, boolean last) {
    if (state.get() != State.OPEN) {
      return;
    }
    Optional<CloseStatus> objection = meter.objection(slice.remaining(), last);
    if (objection.isPresent()) {
      closeNow(objection.get());
      return;
    }
    if (sender.takePingLeftOut()) {
      heard();
    } else if (!last) {
      waitFromNow();
    }
    guarded(() -> behaviour.message(this, kind, slice, last));
    if (outbox.full()) {
      inflow.hold(outbox::full);
    }
  }

  void pong(ByteBuffer payload) {
    heard();
    guarded(() -> behaviour.pong(payload));
  }

  /** The container says that the connection is closed. */
  void closed() {
    state.set(State.ENDED);
    peers.remove(this);
    outbox.abandon(Optional.empty());
    endBehaviour();
  }

  /** At once: nothing here waits, so that nobody needs a turn. */
  @Override
  public void execute(Runnable task) {
    task.run();
  }

  @Override
  public void executeHere(Runnable task) {
    task.run();
  }

  @Override
  public void send(MessageKind kind, ByteBuffer slice, boolean last) {
    boolean drain;
    boolean again;
    synchronized (gatherer) {
      drain = queue(kind, slice, last);
      again = last && refused;
      refused &= !again;
    }
    drained(drain);
    if (again) {
      guarded(behaviour::roomAgain);
    }
  }

  @Override
  public boolean offer(MessageKind kind, ByteBuffer message) {
    boolean drain;
    synchronized (gatherer) {
      if (gatherer.insideMessage()) {
        refused = true;
        return false;
      }
      drain = queue(kind, message, true);
    }
    drained(drain);
    return true;
  }

  /** In the order in which they are taken. */
  private boolean queue(MessageKind kind, ByteBuffer slice, boolean last) {
    boolean drain = false;
    for (QueuedSend item : gatherer.take(kind, slice, last)) {
      drain |= outbox.add(item);
    }
    return drain;
  }

  /** Without the lock: the container may take locks of its own while it sends. */
  private void drained(boolean drain) {
    if (drain) {
      outbox.drain();
    }
  }

  @Override
  public void fragment(int bytes) {
    synchronized (gatherer) {
      gatherer.fragment(bytes);
    }
  }

  @Override
  public void ping(ByteBuffer payload) {
    outbox.offer(new QueuedSend.Ping(payload));
  }

  @Override
  public void pongUnasked(ByteBuffer payload) {
    outbox.offer(new QueuedSend.Pong(payload));
  }

  @Override
  public boolean ready() {
    if (hasRoom()) {
      return true;
    }
    wantsRoom = true; // and looks again, so that what leaves meanwhile is not missed
    return hasRoom();
  }

  private boolean hasRoom() {
    return outbox.bytes() < peers.limits().ownQueue();
  }

  @Override
  public void close(CloseStatus status) {
    if (startClosing()) {
      outbox.offer(new QueuedSend.Close(status));
    }
  }

  /** Closes before anything that is queued. */
  private void closeNow(CloseStatus status) {
    if (startClosing()) {
      outbox.abandon(Optional.of(new QueuedSend.Close(status)));
      endBehaviour();
    }
  }

  @Override
  public void fail(Throwable cause) {
    LOG.log(ERROR, "A behaviour failed.", cause);
    closeNow(INTERNAL);
  }

  private boolean startClosing() {
    boolean first = state.compareAndSet(State.OPEN, State.CLOSING);
    if (first) {
      closingSince = peers.timer().nanos();
    }
    return first;
  }

  @Override
  public void sweep() {
    if (!session.isOpen()) {
      closed();
    } else if (outbox.nanosInFlight() > peers.limits().sendTimeout().toNanos()) {
      cut(NOT_READING);
    } else if (state.get() == State.CLOSING && closeIsOverdue()) {
      cut(NOT_READING);
    } else if (state.get() == State.OPEN) {
      checkLiveness();
    }
  }

  private boolean closeIsOverdue() {
    return outbox.bytes() == 0
        && peers.timer().nanos() - closingSince > peers.limits().closeTimeout().toNanos();
  }

  private void checkLiveness() {
    if (outbox.bytes() > 0) {
      waitFromNow();
    }
    switch (due()) {
      case PING -> outbox.offer(new QueuedSend.Ping(ByteBuffer.allocate(0)));
      case GIVE_UP -> closeNow(NO_PONG);
      case NOTHING -> {}
    }
  }

  @Override
  public void cut() {
    cut(NOT_READING);
  }

  /** Ends a connection whose peer no longer takes part; no one waits for it. */
  private void cut(CloseStatus status) {
    State before = state.getAndUpdate(now -> now.compareTo(State.CUT) < 0 ? State.CUT : now);
    if (before.compareTo(State.CUT) >= 0) {
      return;
    }
    LOG.log(DEBUG, "Cutting connection {0}: {1}.", session.getId(), status.reason());
    outbox.abandon(Optional.empty());
    endBehaviour();
    peers.cutting().execute(() -> cutSession(status));
  }

  private void cutSession(CloseStatus status) {
    try {
      // on Jetty only an idle timeout ends a send that hangs
      session.setMaxIdleTimeout(1);
      session.close(new CloseReason(status::code, status.reason()));
    } catch (IOException | RuntimeException gone) {
      LOG.log(DEBUG, "The connection was gone already.", gone);
    }
  }

  private void guarded(Runnable callback) {
    try {
      callback.run();
    } catch (RuntimeException | Error failure) {
      fail(failure);
    }
  }

  private void endBehaviour() {
    if (behaviourEnded.compareAndSet(false, true)) {
      try {
        behaviour.closed();
      } catch (RuntimeException | Error failure) {
        LOG.log(ERROR, "A behaviour failed at its end.", failure);
      }
    }
  }

  @Override
  public void roomAgain() {
    inflow.release();
  }

  @Override
  public void sent(QueuedSend item) {
    if (wantsRoom && outbox.bytes() <= peers.limits().ownQueue() / 2) {
      wantsRoom = false;
      guarded(behaviour::roomAgain);
    }
    if (item instanceof QueuedSend.Ping) {
      waitFromNow();
    } else if (item instanceof QueuedSend.Close) {
      closingSince = peers.timer().nanos();
    }
  }

  @Override
  public void failed(Throwable cause) {
    LOG.log(DEBUG, "A send failed.", cause);
    cut(NOT_READING);
  }

  private void heard() {
    synchronized (liveness) {
      liveness.heard();
    }
  }

  private void waitFromNow() {
    synchronized (liveness) {
      liveness.waitFromNow(peers.timer().nanos());
    }
  }

  private KeepAlive.Due due() {
    synchronized (liveness) {
      return liveness.due(peers.timer().nanos());
    }
  }
}
