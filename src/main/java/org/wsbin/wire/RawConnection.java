package org.wsbin.wire;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.RawBehaviour;

/**
 * One connection that is played byte by byte: a {@link Transport} and a {@link RawBehaviour}, with
 * no protocol between them. Events happen one at a time ({@link EventGate}). What is written in one
 * event leaves in one write, if it fits; while the queue is full, nothing is read.
 *
 * <p>The behaviour limits the time of the connection itself: there is no keep-alive. Only when the
 * server closes, or our side has ended, the peer has {@code --close-timeout}.
 */
final class RawConnection implements Connections.Member, EventGate.Owner, TransportListener {
  private static final System.Logger LOG = System.getLogger(RawConnection.class.getName());

  /** Our side of TCP. */
  private enum Output {
    OPEN,
    /** It ends after everything written. */
    ENDING,
    ENDED
  }

  private final EngineResources resources;
  private final ConnectionObserver observer;
  private final String address;
  final EventGate gate = new EventGate(this);
  final RawCalls calls;
  final RawConnectionPeer peer = new RawConnectionPeer(this);

  private final HeldMemory memory;
  private final SweepCheck check = new SweepCheck(gate);

  private Transport transport;
  private FrameOutput out;
  private ByteBuffer head = ByteBuffer.allocate(0);
  private Output output = Output.OPEN;
  private boolean inputEnded;
  private boolean closeAsked;
  private boolean closed;
  private boolean turnLeft;
  private boolean reads = true;
  private Optional<Long> closingSince = Optional.empty();

  /**
   * A connection that is not open yet.
   *
   * @param address the client's IP address
   */
  RawConnection(
      RawBehaviour behaviour,
      EngineResources resources,
      ConnectionObserver observer,
      String address) {
    this.calls = new RawCalls(behaviour, this::failed);
    this.resources = resources;
    this.observer = observer;
    this.address = address;
    this.memory = resources.memory(Optional.empty());
  }

  /** A behaviour may work for long, as when it compresses. */
  @Override
  public boolean quick() {
    return false;
  }

  @Override
  public boolean hasShortTurns() {
    return false;
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
          observer.opened(resources.nanos());
          out.put(head);
          calls.run(behaviour -> behaviour.opened(peer));
          if (!closed) {
            resources.connections().add(this); // which closes it if the server is shutting down
          }
        });
  }

  @Override
  public boolean readable() {
    return gate.read(this::readOnce);
  }

  private void readOnce() throws IOException {
    if (!wantsInput()) {
      return;
    }
    ByteBuffer in = resources.buffers().take();
    try {
      int count = transport.read(in);
      if (count > 0) {
        observer.rawReceived(count, resources.nanos());
        calls.run(behaviour -> behaviour.received(in.flip()));
      } else if (count < 0) {
        inputEnded = true;
        calls.run(RawBehaviour::inputEnded);
      }
    } finally {
      resources.buffers().give(in);
    }
  }

  @Override
  public void writable() {
    gate.enter(this::writeOn);
  }

  private void writeOn() throws IOException {
    out.writable();
    if (!out.blocked()) {
      closingSince = closingSince.map(before -> resources.nanos());
    }
  }

  @Override
  public void lost() {
    gate.enter(() -> end(EndOfStream.RESET));
  }

  @Override
  public boolean closed() {
    return closed;
  }

  @Override
  public void resume() {
    transport.resume();
  }

  @Override
  public boolean wantsInput() {
    return !closed && !inputEnded && reads && !out.full();
  }

  /** Sends the collected output; tells the behaviour of room; ends TCP if both sides have ended. */
  @Override
  public void settle(boolean hasTime) throws IOException {
    out.flush();
    if (peer.roomAgain()) {
      calls.run(RawBehaviour::ready);
      out.flush();
      leaveTurn();
    }
    if (closed) {
      return;
    }
    if (out.blocked() && memory.exceeded(out.waitingBytes())) {
      LOG.log(DEBUG, "The budget of --memory is spent; a peer that does not read is cut.");
      cut(EndOfStream.LOCAL);
    } else if (!out.blocked() && output != Output.OPEN) {
      endTcp();
    }
  }

  /** A network that takes everything may not keep this thread: the next turn is another event. */
  private void leaveTurn() {
    if (!closed && !turnLeft && peer.waitsForRoom() && !out.blocked()) {
      turnLeft = true;
      resources.bulk().execute(() -> gate.leave(() -> turnLeft = false, true));
    }
  }

  private void endTcp() {
    if (inputEnded) {
      cut(EndOfStream.FIN);
    } else if (output == Output.ENDING && transport.endsOutput()) {
      output = Output.ENDED;
      closingSince = Optional.of(resources.nanos());
      transport.endOutput();
    } else if (output == Output.ENDING) {
      cut(EndOfStream.LOCAL);
    }
  }

  /** Whether the behaviour may write. */
  boolean writes() {
    return !closed && output == Output.OPEN;
  }

  /** The bytes that wait for the network, or for the end of the event. */
  long waitingBytes() {
    return out.waitingBytes();
  }

  /** Sends these bytes, or drops them if TCP has ended. */
  void write(ByteBuffer bytes) {
    if (!closed && output != Output.OPEN) {
      throw new IllegalStateException(
          "A behaviour wrote " + bytes.remaining() + " bytes after it had ended its output.");
    }
    gate.enter(
        () -> {
          observer.rawBytes(bytes.duplicate(), resources.nanos());
          out.put(bytes);
        });
    bytes.position(bytes.limit());
  }

  void flush() {
    gate.enter(() -> out.flush());
  }

  /** The gate resumes the transport behind the event. */
  void read(boolean wanted) {
    reads = wanted;
  }

  void endOutput() {
    output = output == Output.OPEN ? Output.ENDING : output;
  }

  private void failed(Throwable cause) {
    LOG.log(ERROR, "A behaviour failed.", cause);
    cut(EndOfStream.LOCAL);
  }

  /** The server closes; asks the behaviour once. */
  @Override
  public void close(CloseStatus status) {
    gate.leave(
        () -> {
          if (!closeAsked) {
            closeAsked = true;
            closingSince = closingSince.or(() -> Optional.of(resources.nanos()));
            calls.run(behaviour -> behaviour.close(status));
          }
        });
  }

  @Override
  public String address() {
    return address;
  }

  /** Something may always be due soon: a behaviour has no other check of its peer. */
  @Override
  public boolean sweep() {
    check.sweep(this::doWhatIsDue);
    return true;
  }

  private void doWhatIsDue() throws IOException {
    if (out.blocked() && transport.takesMore()) {
      writeOn();
    }
    if (!transport.isOpen()) {
      end(EndOfStream.RESET);
    } else if (out.nanosBlocked() > resources.limits().sendTimeout().toNanos()) {
      cut(EndOfStream.SEND_TIMEOUT);
    } else if (!out.blocked() && closingSince.filter(this::tooLongAgo).isPresent()) {
      cut(EndOfStream.TIMEOUT);
    }
  }

  private boolean tooLongAgo(long since) {
    return resources.nanos() - since > resources.limits().closeTimeout().toNanos();
  }

  @Override
  public void cut() {
    gate.enter(() -> cut(EndOfStream.LOCAL));
  }

  /** The state is the first to change: while it closes, a transport may say that it is lost. */
  @Override
  public void cut(EndOfStream how) {
    if (!closed) {
      closed = true;
      try {
        transport.close();
      } finally {
        release(how);
      }
    }
  }

  private void end(EndOfStream how) {
    if (!closed) {
      closed = true;
      release(how);
    }
  }

  private void release(EndOfStream how) {
    resources.connections().remove(this);
    peer.ended();
    observer.ended(ConnectionState.OPEN.ended(), how, resources.nanos());
    if (out != null) { // it is open
      out.abandon();
    }
    calls.ended(how);
  }
}
