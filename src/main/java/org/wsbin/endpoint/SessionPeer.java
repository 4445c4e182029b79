package org.wsbin.endpoint;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.wsbin.limits.MemoryAccount;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.limits.MessageDeadline;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.PreparedMessage;
import org.wsbin.protocol.Violation;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.Peer;
import org.wsbin.settings.Settings.Limits;

/**
 * One connection of the container's engine: counts incoming data, queues outgoing data, and closes
 * if the behaviour fails; {@link SessionChecks} watches the time limits.
 *
 * <p>Threads: the container calls {@link #opened}, {@link #text}, {@link #message}, {@link #pong}
 * and {@link #closed}, messages one at a time; inside of a message a behaviour may call {@link
 * #sendBack}; the timer calls {@link #sweep}; all other methods may be called from any thread. This
 * class has no lock: shared state is in the classes that it combines, and each guards its own. No
 * call waits, except {@link #message}: at its end the container's thread may wait while the peer
 * reads too slowly ({@link ReadGate}).
 */
final class SessionPeer implements Peer, Connections.Member, SendQueue.Listener {
  private static final System.Logger LOG = System.getLogger(SessionPeer.class.getName());
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final CloseStatus INTERNAL =
      new CloseStatus(CloseStatus.INTERNAL_ERROR, "internal error");
  private static final CloseStatus NO_MEMORY =
      new CloseStatus(CloseStatus.TRY_AGAIN_LATER, MemoryBudget.SPENT);
  private static final CloseStatus NOT_READING =
      new CloseStatus(CloseStatus.POLICY_VIOLATION, "send timeout");

  final Session session;
  private final GuardedBehaviour behaviour;
  private final String address;
  final ContainerEngine engine;
  private final SessionObservation observation;
  private final SessionSender sender;
  final SessionCutter cutter;
  private final MemoryBudget memory;
  final SendQueue queue;
  private final OutgoingMessages outgoing;
  final Reading reading;
  private final MessageMeter meter;
  final SessionKeepAlive keepAlive;
  final SessionState state;
  final MessageDeadline deadline;
  private final SessionChecks checks = new SessionChecks(this);

  /** Whether the behaviour wants nothing to be read now. */
  private volatile boolean held;

  /** The text that the behaviour is called with, and its bytes; for the container's thread only. */
  private String arrived = "";

  private ByteBuffer arrivedBytes = NOTHING;

  SessionPeer(Session session, Behaviour behaviour, ContainerEngine engine) {
    this.session = session;
    this.behaviour = new GuardedBehaviour(behaviour, this, this::fail);
    this.address = behaviour.clientAddress();
    this.engine = engine;
    Limits limits = engine.limits();
    this.observation =
        new SessionObservation(behaviour.observer().orElse(ConnectionObserver.NONE), this::nanos);
    this.sender = new SessionSender(session, limits.closeTimeout(), observation);
    this.cutter = new SessionCutter(engine.cutting(), sender, NOT_READING);
    this.memory = engine.connections().memory();
    this.queue =
        new SendQueue(
            sender,
            engine.threads(),
            () -> memory.mostQueued(limits),
            MemoryAccount.ofQueue(memory),
            this::nanos,
            this);
    this.outgoing =
        new OutgoingMessages(queue, () -> memory.mostOwn(limits), new MemoryAccount(memory));
    this.reading = new Reading(ReadGate.of(session), engine.turns(), this::full);
    this.meter = new MessageMeter(limits);
    this.keepAlive = new SessionKeepAlive(limits, behaviour.pingInterval(), this::nanos);
    this.state = new SessionState(nanos());
    this.deadline = new MessageDeadline(limits.messageTimeout(), this::nanos);
  }

  private boolean full() {
    return (held && state.open()) || queue.full();
  }

  long nanos() {
    return engine.timer().nanos();
  }

  void opened() {
    observation.opened();
    engine.add(this);
    behaviour.opened();
  }

  void text(String slice, boolean last) {
    arrived = slice;
    arrivedBytes = ByteBuffer.wrap(slice.getBytes(UTF_8));
    try {
      message(MessageKind.TEXT, arrivedBytes, last);
    } finally {
      arrived = "";
      arrivedBytes = NOTHING;
    }
  }

  void message(MessageKind kind, ByteBuffer slice, boolean last) {
    int bytes = slice.remaining();
    if (!state.open()) {
      reading.read(bytes, last); // and drops them
      return;
    }
    observation.received(kind, slice, last);
    Optional<Violation> objection = meter.objection(bytes, last);
    if (objection.isPresent()) {
      observation.violation(objection.get());
      closeNow(objection.get().close());
      return;
    }
    deadline.received(last);
    if (!last) {
      keepAlive.waitFromNow();
    }
    behaviour.message(kind, slice, last);
    if (memory.exceededBy(queue.bytes(), engine.limits())) {
      closeNow(NO_MEMORY);
    } else {
      reading.read(bytes, last);
    }
  }

  void pong(ByteBuffer payload) {
    observation.pong(payload);
    keepAlive.heard();
    behaviour.pong(payload);
  }

  /** The container says that the connection is closed, with that code. */
  void closed(int code, String reason) {
    observation.closedWith(code, reason);
    closed();
  }

  void closed() {
    state.end(nanos());
    engine.connections().checkSoon(this); // TCP may end a moment later
    reading.end();
    removeIfGone();
    outgoing.abandon(Optional.empty());
    queue.release();
    observation.ended();
    behaviour.end();
  }

  /** WildFly says that a connection is closed when our close is sent: TCP ends later. */
  void removeIfGone() {
    if (!session.isOpen()) {
      engine.remove(this);
    }
  }

  /** Runs at once, because nothing here waits. */
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
    settle(outgoing.send(kind, slice, last));
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // that very buffer, not one with the same bytes
  public void sendBack(MessageKind kind, ByteBuffer slice, boolean last) {
    settle(
        slice == arrivedBytes
            ? outgoing.send(arrived, slice, last)
            : outgoing.send(kind, slice, last));
  }

  private void settle(OutgoingMessages.Outcome outcome) {
    switch (outcome) {
      case ACCEPTED -> {}
      case OFFER_AGAIN -> behaviour.roomAgain();
      case NO_MEMORY -> closeNow(NO_MEMORY);
    }
  }

  @Override
  public boolean offer(MessageKind kind, ByteBuffer message) {
    return outgoing.offer(kind, message);
  }

  @Override
  public boolean offer(PreparedMessage message) {
    return outgoing.offer(message);
  }

  @Override
  public void hold(boolean stopped) {
    held = stopped;
    reading.resume();
  }

  @Override
  public void note(String what, String sentence) {
    observation.note(what, sentence);
  }

  @Override
  public void fragment(int bytes) {
    outgoing.fragment(bytes);
  }

  @Override
  public void ping(ByteBuffer payload) {
    queue.offer(new QueuedSend.Ping(payload));
  }

  @Override
  public void pongUnasked(ByteBuffer payload) {
    queue.offer(new QueuedSend.Pong(payload));
  }

  @Override
  public boolean ready() {
    return outgoing.ready();
  }

  @Override
  public void close(CloseStatus status) {
    if (state.startClosing(nanos())) {
      queue.offer(new QueuedSend.Close(status));
      reading.resume(); // the peer's answer is to be read
    }
  }

  /** Closes before the queued data. */
  void closeNow(CloseStatus status) {
    if (state.startClosing(nanos())) {
      outgoing.abandon(Optional.of(new QueuedSend.Close(status)));
      behaviour.end();
    }
  }

  @Override
  public void fail(Throwable cause) {
    LOG.log(ERROR, "A behaviour failed.", cause);
    closeNow(INTERNAL);
  }

  @Override
  public boolean sweep() {
    return checks.run();
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public void cut() {
    cut(EndOfStream.LOCAL);
  }

  /** Ends a connection whose peer does not respond any more; nobody waits for it. */
  void cut(EndOfStream how) {
    observation.ending(how);
    if (state.startCutting(nanos())) {
      reading.end();
      LOG.log(DEBUG, "Cutting connection {0}: {1}.", session.getId(), NOT_READING.reason());
      outgoing.abandon(Optional.empty());
      behaviour.end();
      cutter.cut();
    }
  }

  @Override
  public void roomAgain() {
    reading.resume();
  }

  @Override
  public void sent(QueuedSend item) {
    if (outgoing.roomAgain()) {
      behaviour.roomAgain();
    }
    if (item instanceof QueuedSend.Ping) {
      pinged();
    } else if (item instanceof QueuedSend.Close) {
      state.closeSent(nanos());
    }
  }

  private void pinged() {
    if (sender.pingLeftOut()) {
      keepAlive.heard(); // no pong can come
    } else {
      keepAlive.waitFromNow();
    }
  }

  @Override
  public void failed(Throwable cause) {
    LOG.log(DEBUG, "A send failed.", cause);
    if (session.isOpen()) {
      cut(EndOfStream.RESET);
    } else {
      outgoing.abandon(Optional.empty()); // the container closes, and may not have sent its close
    }
  }
}
