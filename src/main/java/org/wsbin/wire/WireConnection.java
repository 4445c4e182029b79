package org.wsbin.wire;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ClosingHandshake;
import org.wsbin.protocol.MessageDecoder;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.PerMessageDeflate;
import org.wsbin.protocol.Violation;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.Connections;

/**
 * One connection of this engine: the protocol core between a {@link Transport} and a {@link
 * Behaviour}. Whatever comes in is handled on the thread that brings it, under the connection's
 * lock, and what is answered leaves with the same call; where the network does not take it, reading
 * stops until it does.
 */
final class WireConnection implements WirePeer, Connections.Member, MessageDecoder.Sink {
  private static final System.Logger LOG = System.getLogger(WireConnection.class.getName());

  private final Behaviour behaviour;
  private final Connections connections;
  private final Buffers buffers;
  private final Optional<PerMessageDeflate> deflate;
  private final Inbound in;
  private final ClosingHandshake closing = new ClosingHandshake();
  private final Deadlines deadlines;
  private final Seen seen = new Seen();

  private Transport transport;
  private Outflow out;
  private ByteBuffer first = ByteBuffer.allocate(0);
  private volatile boolean handling;
  private boolean stopped;
  private boolean failed;
  private boolean ended;
  private Muting muting = Muting.NONE;

  WireConnection(
      Behaviour behaviour,
      Connections connections,
      Buffers buffers,
      Optional<PerMessageDeflate> deflate) {
    this.behaviour = behaviour;
    this.connections = connections;
    this.buffers = buffers;
    this.deflate = deflate;
    this.in = new Inbound(connections.limits(), deflate, this, this::broken);
    this.deadlines = new Deadlines(connections.limits(), connections.timer()::nanos);
  }

  /** Whether the thread that polls may do what happens on it: inflating would take too long. */
  boolean quick() {
    return deflate.isEmpty();
  }

  /** Before it opens: the head of the 101, which the container leaves to this connection. */
  void openWith(ByteBuffer head) {
    first = head;
  }

  /** The 101 has left: the network is there. */
  void opened(Transport network) {
    handle(
        () -> {
          transport = network;
          out = new Outflow(network, buffers, connections.timer()::nanos, deflate);
          seen.opened(connections.timer().nanos());
          out.raw(first);
          connections.add(this); // which closes, where the server is going away
          tell(() -> behaviour.opened(this));
        });
  }

  /**
   * There may be something to read: reads it, once.
   *
   * @return whether to call again when there may be more; else {@link Transport#resume} says when
   */
  synchronized boolean readable() {
    stopped = !handle(this::readOnce);
    return !stopped;
  }

  /** There is room in the network again. */
  void writable() {
    boolean readOn;
    synchronized (this) {
      readOn = handle(this::writeOn) && stopped;
      stopped &= !readOn;
    }
    if (readOn) {
      transport.resume();
    }
  }

  private void writeOn() throws IOException {
    out.writable();
    if (!out.blocked()) {
      deadlines.closing();
    }
  }

  /** The network is gone, or the container takes it away. */
  synchronized void lost() {
    end();
  }

  private interface Event {
    void happen() throws IOException;
  }

  /** Does what happens, perhaps inside of another event; says whether to go on reading. */
  private synchronized boolean handle(Event event) {
    if (ended) {
      return false;
    }
    boolean outermost = !handling;
    if (outermost) {
      handling = true;
    }
    try {
      event.happen();
      if (outermost) {
        settle();
      }
    } catch (IOException | RuntimeException | Error failure) {
      LOG.log(failure instanceof IOException ? DEBUG : ERROR, "A connection failed.", failure);
      cut();
    } finally {
      handling &= !outermost;
    }
    return wantsInput();
  }

  /** What was gathered leaves; TCP ends where both have closed. */
  private void settle() throws IOException {
    out.flush();
    while (in.hasRest() && !out.blocked()) {
      in.takeRest();
      out.flush();
    }
    if (ended || out.blocked()) {
      return;
    }
    if (closing.done() && !muting.close()) {
      cut();
    } else if (failed) {
      transport.endOutput();
    }
  }

  private synchronized boolean wantsInput() {
    return !ended && !out.blocked() && !in.hasRest();
  }

  private void readOnce() throws IOException {
    if (wantsInput() && !in.read(transport, buffers)) {
      seen.tcpEnded();
      cut();
    } else if (in.insideFrame()) {
      deadlines.unfinished();
    }
  }

  private void broken(Violation violation) {
    seen.violation(violation);
    fail(violation.close());
  }

  @Override
  public boolean paused() {
    return ended || in.discarding() || (deflate.isPresent() && !ready());
  }

  @Override
  public void data(MessageKind kind, ByteBuffer slice, boolean last) {
    if (last) {
      seen.message();
    }
    if (!ended && closing.maySend()) {
      tell(() -> behaviour.message(this, kind, slice, last));
    }
  }

  private void tell(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | Error failure) {
      fail(failure);
    }
  }

  @Override
  public void ping(ByteBuffer payload) {
    seen.ping();
    if (closing.maySend() && !muting.pong()) {
      handle(() -> out.control(Opcode.PONG, payload));
    }
  }

  @Override
  public void pong(ByteBuffer payload) {
    seen.pong();
    deadlines.pong();
  }

  @Override
  public void close(Optional<CloseStatus> status) {
    closing.received(status);
    seen.closed(status);
    in.discard();
    if (closing.maySend() && !muting.close()) {
      sendClose(
          status.map(s -> new CloseStatus(s.code(), "").body()).orElse(ByteBuffer.allocate(0)));
    }
  }

  @Override
  public void send(MessageKind kind, ByteBuffer slice, boolean last) {
    handle(
        () -> {
          if (closing.maySend()) {
            out.message(kind, slice, last);
          }
        });
  }

  @Override
  public synchronized boolean ready() {
    return ended || out.waitingBytes() < connections.limits().sendQueue();
  }

  @Override
  public void close(CloseStatus status) {
    handle(() -> sendClose(status.body()));
  }

  private void sendClose(ByteBuffer body) {
    if (closing.maySend()) {
      closing.sent();
      deadlines.closing();
      handle(() -> out.control(Opcode.CLOSE, body));
    }
  }

  /** Closes because the connection has failed: what still comes has no meaning. */
  private void fail(CloseStatus status) {
    sendClose(status.body());
    in.discard();
    failed = true;
  }

  @Override
  public void fail(Throwable cause) {
    LOG.log(ERROR, "A behaviour failed.", cause);
    handle(() -> fail(new CloseStatus(CloseStatus.INTERNAL_ERROR, "internal error")));
  }

  @Override
  public void raw(ByteBuffer bytes) {
    handle(() -> out.raw(bytes));
  }

  @Override
  public void mute(Muting what) {
    handle(() -> muting = what);
    if (what.input()) {
      handle(in::discard);
    }
  }

  @Override
  public void closeSent() {
    handle(closing::sent);
  }

  @Override
  public void endAfter(long nanos) {
    handle(() -> deadlines.endAfter(nanos));
  }

  @Override
  public void drop() {
    handle(() -> out.flush());
    cut();
  }

  @Override
  public Seen seen() {
    return seen;
  }

  @Override
  public void sweep() {
    if (!handling) { // inflating may take a while, and others are to be looked after
      if (out.blocked() && transport.takesMore()) {
        writable();
      }
      handle(this::doWhatIsDue);
    }
  }

  private void doWhatIsDue() throws IOException {
    if (!transport.isOpen()) {
      end();
    } else if (deadlines.areOver(out, !closing.maySend())) {
      cut();
    } else if (closing.maySend() && closing.mayReceive() && !muting.ping()) {
      checkLiveness();
    }
  }

  private void checkLiveness() throws IOException {
    switch (deadlines.due(out)) {
      case PING -> out.control(Opcode.PING, ByteBuffer.allocate(0));
      case GIVE_UP -> fail(new CloseStatus(CloseStatus.INTERNAL_ERROR, "keepalive ping timeout"));
      case NOTHING -> {}
    }
  }

  @Override
  public synchronized void cut() {
    if (!ended) {
      transport.close();
      end();
    }
  }

  private void end() {
    if (ended) {
      return;
    }
    ended = true;
    connections.remove(this);
    seen.ended(closing.ending(), connections.timer().nanos());
    in.close();
    if (out != null) { // it has opened
      out.abandon();
      tell(behaviour::closed);
    }
  }
}
