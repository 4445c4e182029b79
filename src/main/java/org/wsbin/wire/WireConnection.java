package org.wsbin.wire;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.FrameReceiver;
import org.wsbin.protocol.FrameSender;
import org.wsbin.protocol.MessageDecoder;
import org.wsbin.protocol.PerMessageDeflate;
import org.wsbin.protocol.Role;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.Connections;

/**
 * One connection of this engine: the protocol core between a {@link Transport} and a {@link
 * Behaviour}. Events happen one at a time ({@link EventGate}). Input is handled on the thread that
 * reads it, and the answers are sent in the same call; while the queue is full, nothing is read.
 */
final class WireConnection implements Connections.Member, EventGate.Owner, TransportListener {
  private static final System.Logger LOG = System.getLogger(WireConnection.class.getName());

  /** What happens to TCP after everything is sent. */
  private enum TcpEnd {
    NONE,
    /** The connection has failed: our side ends, and the peer can read the close frame. */
    OUTPUT_DUE,
    OUTPUT_DONE,
    /** TCP ends without a closing handshake. */
    DUE
  }

  private final Behaviour behaviour;
  final EngineResources resources;
  private final Optional<PerMessageDeflate> deflate;
  final ConnectionObserver observer;
  final EventGate gate = new EventGate(this);
  final FrameReceiver receiver;
  private final FrameInput in;
  final ConnectionPeer peer;
  final ConnectionCloser closer = new ConnectionCloser(this::sendClose);
  final Deadlines deadlines;
  private final HeldMemory memory;
  private final ShortTurns turns;
  private final DueChecks due = new DueChecks(this);

  private Transport transport;
  FrameOutput out;
  FrameSender<IOException> sender;
  private ByteBuffer head = ByteBuffer.allocate(0);
  private TcpEnd tcpEnd = TcpEnd.NONE;
  private int stalls;

  /**
   * A connection that is not open yet.
   *
   * @param limits how large a message may be, and in how many fragments
   */
  WireConnection(
      Behaviour behaviour,
      EngineResources resources,
      Optional<PerMessageDeflate> deflate,
      MessageDecoder.Limits limits) {
    this.behaviour = behaviour;
    this.resources = resources;
    this.deflate = deflate;
    this.observer = behaviour.observer().orElse(ConnectionObserver.NONE);
    this.receiver =
        new FrameReceiver(
            Role.SERVER,
            limits,
            deflate,
            new ReceivedFrames(this, behaviour),
            observer,
            resources::nanos);
    this.in = new FrameInput(receiver, resources.buffers(), !quick());
    this.deadlines = new Deadlines(resources.limits(), behaviour.pingInterval(), resources::nanos);
    this.memory = resources.memory(deflate);
    this.turns = new ShortTurns(gate, resources.bulk(), this::cost);
    this.peer = new ConnectionPeer(this, memory::mostOwn);
  }

  /** Inflating and deflating may take long, except in short turns. */
  @Override
  public boolean quick() {
    return deflate.isEmpty();
  }

  private long cost() {
    return receiver.inflatingCost() + sender.deflatingCost();
  }

  @Override
  public EngineResources resources() {
    return resources;
  }

  @Override
  public void openWith(ByteBuffer responseHead) {
    head = responseHead;
  }

  @Override
  public void opened(Transport network) {
    gate.enter(
        () -> {
          transport = network;
          out = new FrameOutput(network, resources.buffers(), memory, resources::nanos);
          sender = new FrameSender<>(Role.SERVER, deflate, out, observer, resources::nanos);
          closer.opened();
          observer.opened(resources.nanos());
          out.put(head);
          resources.connections().add(this); // which closes it if the server is shutting down
          guarded(() -> behaviour.opened(peer));
        });
  }

  @Override
  public boolean readable() {
    return quick() ? gate.read(this::readOnce) : turns.read(this::readOnce);
  }

  @Override
  public void writable() {
    turns.write(this::writeOn);
  }

  @Override
  public boolean hasShortTurns() {
    return quick() || turns.earned();
  }

  void writeOn() throws IOException {
    out.writable();
    if (!out.blocked()) {
      deadlines.closing();
    }
  }

  @Override
  public void lost() {
    gate.enter(() -> end(EndOfStream.RESET));
  }

  @Override
  public boolean closed() {
    return closer.state().phase() == ConnectionState.Phase.CLOSED;
  }

  @Override
  public void resume() {
    transport.resume();
  }

  /** Sends the collected output; ends TCP if both ends have closed. */
  @Override
  public void settle(boolean hasTime) throws IOException {
    out.flush();
    if (wantsRest() && quick()) {
      takeRest();
    } else if (wantsRest()) {
      in.leaveRest(resources.inflating(), gate, () -> turns.furtherTurn(this::takeRest));
    }
    if (peer.creditGranted()) {
      if (hasTime || quick()) {
        guarded(behaviour::roomAgain);
        out.flush();
      } else {
        resources.bulk().execute(() -> gate.leave(() -> guarded(behaviour::roomAgain), true));
      }
    }
    if (out.blocked()) {
      return;
    }
    if (closer.state().clean() || tcpEnd == TcpEnd.DUE) {
      cut(EndOfStream.LOCAL);
    } else if (tcpEnd == TcpEnd.OUTPUT_DUE) {
      tcpEnd = TcpEnd.OUTPUT_DONE;
      transport.endOutput();
    }
  }

  /** Whether what was read waits for a thread that inflates. */
  boolean wantsRest() {
    return in.hasRest() && stalls == 0 && !out.full();
  }

  private void takeRest() throws IOException {
    while (wantsRest() && !turns.over()) {
      in.takeRest();
      afterReading();
      gate.runEventsLeft();
      out.flush();
    }
  }

  @Override
  public boolean wantsInput() {
    return !closed() && stalls == 0 && tcpEnd != TcpEnd.DUE && !out.full() && !in.hasRest();
  }

  private void readOnce() throws IOException {
    boolean wanted = wantsInput();
    if (wanted && !in.read(transport)) {
      inputEnded();
    }
    afterReading();
  }

  /** A peer that has closed gets what is queued before TCP ends; any other one is gone. */
  private void inputEnded() {
    if (out.blocked() && !closer.state().mayReceive()) {
      tcpEnd = TcpEnd.DUE;
    } else {
      cut(EndOfStream.FIN);
    }
  }

  private void afterReading() {
    if (!closed()) {
      deadlines.read(receiver);
    }
    if (!closed() && out.blocked() && memory.exceeded(out.waitingBytes())) {
      LOG.log(DEBUG, "The budget of --memory is spent; a peer that does not read is cut.");
      cut(EndOfStream.LOCAL);
    } else if (!closed() && !memory.received(receiver, in.restBytes())) {
      fail(HeldMemory.SPENT);
    }
  }

  /** Whether messages of the peer are still passed on. */
  boolean listens() {
    return tcpEnd != TcpEnd.DUE && closer.state().maySend();
  }

  /** Whether inflating pauses. */
  boolean paused() {
    return stalls > 0 || (deflate.isPresent() && (out.full() || turns.over()));
  }

  /** Calls the behaviour; if it fails, the connection closes. */
  void guarded(Runnable callback) {
    try {
      callback.run();
    } catch (RuntimeException | Error failure) {
      fail(failure);
    }
  }

  private void sendClose(CloseFrame frame) {
    deadlines.closing();
    gate.enter(() -> sender.close(frame));
  }

  /** Closes because the connection has failed; further input is ignored. */
  void fail(CloseStatus status) {
    closer.close(CloseFrame.of(status));
    dropInput();
    tcpEnd = tcpEnd == TcpEnd.NONE ? TcpEnd.OUTPUT_DUE : tcpEnd;
  }

  /** Neither handles nor holds anything more of the peer's messages. */
  void dropInput() {
    in.drop();
    memory.received(receiver, in.restBytes());
  }

  /** The behaviour has failed. */
  void fail(Throwable cause) {
    LOG.log(ERROR, "A behaviour failed.", cause);
    gate.enter(() -> fail(new CloseStatus(CloseStatus.INTERNAL_ERROR, "internal error")));
  }

  /** Ends TCP after everything sent before. */
  void drop() {
    gate.enter(() -> tcpEnd = TcpEnd.DUE);
  }

  /** Stops reading until this was called with false as often as with true. */
  void stall(boolean stalled) {
    gate.enter(
        () -> {
          stalls += stalled ? 1 : -1;
          deadlines.stalled(stalls > 0);
        });
  }

  /** The server closes, not the behaviour; a temporary silence ends now. */
  @Override
  public void close(CloseStatus status) {
    gate.leave(
        () -> {
          peer.mute(false);
          closer.close(CloseFrame.of(status));
        });
  }

  @Override
  public String address() {
    return behaviour.clientAddress();
  }

  @Override
  public boolean sweep() {
    return due.sweep(() -> due.run(transport, stalls > 0, wantsRest()));
  }

  @Override
  public void cut() {
    gate.enter(() -> cut(EndOfStream.LOCAL));
  }

  /** The state is the first to change: while it closes, a transport may say that it is lost. */
  @Override
  public void cut(EndOfStream how) {
    if (!closed()) {
      closer.ended();
      try {
        transport.close();
      } finally {
        release(how);
      }
    }
  }

  void end(EndOfStream how) {
    if (!closed()) {
      closer.ended();
      release(how);
    }
  }

  private void release(EndOfStream how) {
    resources.connections().remove(this);
    observer.ended(closer.state(), how, resources.nanos());
    in.close();
    if (out != null) { // it is open
      out.abandon();
      sender.close();
      guarded(behaviour::closed);
    }
  }
}
