package org.wsbin.wire;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ClosingHandshake;
import org.wsbin.protocol.EndOfStream;
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
final class WireConnection implements Connections.Member, MessageDecoder.Sink {
  private static final System.Logger LOG = System.getLogger(WireConnection.class.getName());

  private final Behaviour behaviour;
  final Connections connections;
  private final BufferPool buffers;
  private final Optional<PerMessageDeflate> deflate;
  final ConnectionPeer remote = new ConnectionPeer(this);
  final SendCredit room;
  final FrameInput in;
  final Closing closing = new Closing(this::sendClose);
  private final ClosingHandshake handshake = closing.handshake();
  final Deadlines deadlines;
  private final Observation seen;
  private EndOfStream how = EndOfStream.RESET;

  private Transport transport;
  FrameOutput out;
  private ByteBuffer first = ByteBuffer.allocate(0);
  private volatile boolean handling;
  private boolean stopped;
  private int stalls;
  private boolean failed;
  private boolean outputEnded;
  private boolean dropping;
  private boolean ended;

  /** One that has not opened; {@code most} bounds its messages. */
  WireConnection(
      Behaviour behaviour,
      Connections connections,
      BufferPool buffers,
      Optional<PerMessageDeflate> deflate,
      MessageDecoder.Limits most) {
    this.behaviour = behaviour;
    this.connections = connections;
    this.seen = Observation.of(behaviour, connections.timer());
    this.buffers = buffers;
    this.deflate = deflate;
    this.in = new FrameInput(most, deflate, this, this::broken);
    this.room = new SendCredit(connections.limits().ownQueue());
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
          out = new FrameOutput(network, buffers, connections.timer()::nanos, deflate);
          seen.opened();
          out.raw(first);
          connections.add(this); // which closes, where the server is going away
          tell(() -> behaviour.opened(remote));
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
    wake(this::writeOn);
  }

  /** Does what may make an end of not reading. */
  void wake(WireEvent event) {
    boolean readOn;
    synchronized (this) {
      boolean inside = handling;
      readOn = handle(event) && stopped && !inside;
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

  /** Does what happens, perhaps inside of another event; says whether to go on reading. */
  synchronized boolean handle(WireEvent event) {
    if (ended) {
      return false;
    }
    boolean outermost = !handling;
    handling = true;
    try {
      event.happen();
      if (outermost) {
        settle();
      }
    } catch (IOException | RuntimeException | Error failure) {
      LOG.log(failure instanceof IOException ? DEBUG : ERROR, "A connection failed.", failure);
      cut(failure instanceof IOException ? EndOfStream.RESET : EndOfStream.LOCAL);
    } finally {
      handling &= !outermost;
    }
    return wantsInput();
  }

  /** What was gathered leaves; TCP ends where both have closed. */
  private void settle() throws IOException {
    out.flush();
    while (in.hasRest() && stalls == 0 && !out.blocked()) {
      in.takeRest();
      out.flush();
    }
    if (room.again(out)) {
      tell(behaviour::roomAgain);
      out.flush();
    }
    if (ended || out.blocked()) {
      return;
    }
    if (handshake.done() || dropping) {
      cut();
    } else if (failed && !outputEnded) {
      outputEnded = true;
      transport.endOutput();
    }
  }

  private synchronized boolean wantsInput() {
    return !ended && stalls == 0 && !out.blocked() && !in.hasRest();
  }

  private void readOnce() throws IOException {
    if (wantsInput() && !in.read(transport, buffers)) {
      cut(EndOfStream.FIN);
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
    return ended
        || stalls > 0
        || in.discarding()
        || (deflate.isPresent() && out.waitingBytes() >= connections.limits().sendQueue());
  }

  @Override
  public void data(MessageKind kind, ByteBuffer slice, boolean last) {
    if (last) {
      seen.received(Opcode.of(kind));
    }
    if (!ended && !dropping && handshake.maySend()) {
      tell(() -> behaviour.message(remote, kind, slice, last));
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
    seen.received(Opcode.PING);
    if (!closing.muting().pong()) {
      handle(() -> control(Opcode.PONG, payload));
    }
  }

  @Override
  public void pong(ByteBuffer payload) {
    seen.received(Opcode.PONG);
    deadlines.pong();
    tell(() -> behaviour.pong(payload));
  }

  @Override
  public void close(Optional<CloseStatus> status) {
    seen.closed(status);
    in.discard();
    closing.received(status);
  }

  /** Sends a slice of a message, where no close was sent before. */
  void send(MessageKind kind, ByteBuffer slice, boolean last) throws IOException {
    if (handshake.maySend()) {
      out.message(kind, slice, last);
    }
  }

  /** Sends a control frame other than a close, where no close was sent before. */
  void control(Opcode opcode, ByteBuffer payload) throws IOException {
    if (handshake.maySend()) {
      out.control(opcode, payload);
    }
  }

  synchronized boolean ready() {
    return ended || room.isThere(out);
  }

  @Override
  public void close(CloseStatus status) {
    remote.closeFromAbove(status);
  }

  private void sendClose(ByteBuffer body) {
    deadlines.closing();
    handle(() -> out.control(Opcode.CLOSE, body));
  }

  /** Closes because the connection has failed: what still comes has no meaning. */
  private void fail(CloseStatus status) {
    closing.ourselves(status.body());
    in.discard();
    failed = true;
  }

  /** The behaviour has failed. */
  void fail(Throwable cause) {
    LOG.log(ERROR, "A behaviour failed.", cause);
    handle(() -> fail(new CloseStatus(CloseStatus.INTERNAL_ERROR, "internal error")));
  }

  void drop() {
    handle(() -> dropping = true); // when what was sent before has left
  }

  /** Reads nothing, until it is told as often to read on. */
  void stall(boolean nothing) {
    wake(
        () -> {
          stalls += nothing ? 1 : -1;
          deadlines.stalled(stalls > 0);
        });
  }

  @Override
  public void sweep() {
    if (!handling) { // inflating may take a while, and others are to be looked after
      if (out.blocked() && transport.takesMore()) {
        writable();
      }
      wake(this::doWhatIsDue);
    }
  }

  private void doWhatIsDue() throws IOException {
    if (!transport.isOpen()) {
      end();
    } else if (deadlines.areOver(out, !handshake.maySend())) {
      cut(EndOfStream.TIMEOUT);
    } else if (handshake.maySend() && handshake.mayReceive() && !closing.muting().own()) {
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
  public void cut() {
    cut(EndOfStream.LOCAL);
  }

  private synchronized void cut(EndOfStream because) {
    if (!ended) {
      how = because;
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
    seen.ended(handshake, how);
    in.close();
    if (out != null) { // it has opened
      out.abandon();
      tell(behaviour::closed);
    }
  }
}
