package org.wsbin.wire;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ClosingHandshake;
import org.wsbin.protocol.FrameDecoder;
import org.wsbin.protocol.Liveness;
import org.wsbin.protocol.MessageDecoder;
import org.wsbin.protocol.MessageInflater;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.PerMessageDeflate;
import org.wsbin.protocol.Role;
import org.wsbin.protocol.ViolationException;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.Connections;
import org.wsbin.settings.Settings.Limits;

/**
 * One connection of this engine: the protocol core between a {@link Transport} and a {@link
 * Behaviour}. Whatever comes in is handled on the thread that brings it, under the connection's
 * lock, and what is answered leaves with the same call; where the network does not take it, reading
 * stops until it does.
 */
final class WireConnection implements WirePeer, Connections.Member, MessageDecoder.Sink {
  private static final System.Logger LOG = System.getLogger(WireConnection.class.getName());
  private static final CloseStatus INTERNAL =
      new CloseStatus(CloseStatus.INTERNAL_ERROR, "internal error");
  private static final CloseStatus NO_PONG =
      new CloseStatus(CloseStatus.INTERNAL_ERROR, "keepalive ping timeout");

  /** Of compressed data so little is taken at a time that what it inflates to stays bounded. */
  private static final int COMPRESSED_SLICE_BYTES = 1024;

  private final Behaviour behaviour;
  private final Connections connections;
  private final Buffers buffers;
  private final Optional<PerMessageDeflate> deflate;
  private final Optional<MessageInflater> inflater;
  private final FrameDecoder decoder;
  private final ClosingHandshake closing = new ClosingHandshake();
  private final Liveness liveness;
  private final Seen seen = new Seen();

  private Transport transport;
  private Outflow out;
  private ByteBuffer rest = ByteBuffer.allocate(0);
  private boolean handling;
  private boolean discarding;
  private boolean ended;
  private long closingSince;
  private Muting muting = Muting.NONE;
  private Optional<Long> endAt = Optional.empty();

  WireConnection(
      Behaviour behaviour,
      Connections connections,
      Buffers buffers,
      Optional<PerMessageDeflate> deflate) {
    this.behaviour = behaviour;
    this.connections = connections;
    this.buffers = buffers;
    this.deflate = deflate;
    this.inflater = deflate.map(agreed -> agreed.inflater(Role.SERVER));
    Limits limits = connections.limits();
    MessageDecoder messages =
        new MessageDecoder(
            new MessageDecoder.Limits(limits.maxMessage(), limits.maxFragments()), inflater, this);
    this.decoder =
        new FrameDecoder(
            Role.SERVER,
            deflate.isPresent(),
            deflate.isPresent() ? COMPRESSED_SLICE_BYTES : Integer.MAX_VALUE,
            messages);
    this.liveness =
        new Liveness(
            limits.pingInterval().toNanos(),
            limits.pongTimeout().toNanos(),
            connections.timer()::nanos);
  }

  /**
   * Whether what happens on it takes so little time that the thread which polls the network may do
   * it: inflating does not.
   */
  boolean quick() {
    return deflate.isEmpty();
  }

  /** The 101 has left: the network is there. */
  void opened(Transport network) {
    synchronized (this) {
      transport = network;
      out =
          new Outflow(
              network,
              buffers,
              connections.timer()::nanos,
              deflate.map(agreed -> agreed.deflater(Role.SERVER)));
      seen.opened(connections.timer().nanos());
    }
    connections.add(this);
    handle(
        () -> {
          behaviour.opened(this);
          return false;
        });
  }

  /**
   * There may be something to read: reads it, once.
   *
   * @return whether to call again when there may be more; else {@link Transport#resume} says when
   */
  boolean readable() {
    return handle(this::readOnce);
  }

  /** There is room in the network again. */
  void writable() {
    boolean reading = wantsInput();
    boolean now =
        handle(
            () -> {
              out.writable();
              if (!out.blocked()) {
                closingSince = connections.timer().nanos();
                takeRest();
              }
              return wantsInput();
            });
    if (now && !reading) {
      transport.resume();
    }
  }

  /** The network is gone, or the container takes it away. */
  synchronized void lost() {
    end();
  }

  private interface Event {
    boolean happen() throws IOException;
  }

  /** Does what happens, with all that belongs behind it; whether to go on reading. */
  private synchronized boolean handle(Event event) {
    if (ended) {
      return false;
    }
    boolean outermost = !handling;
    handling = true;
    boolean goOn = false;
    try {
      goOn = event.happen();
      if (outermost) {
        settle();
      }
    } catch (IOException broken) {
      LOG.log(DEBUG, "The network failed.", broken);
      cut();
    } catch (RuntimeException | Error failure) {
      LOG.log(ERROR, "A connection failed.", failure);
      cut();
    } finally {
      handling = !outermost;
    }
    return goOn && wantsInput();
  }

  /** What was gathered leaves; TCP ends where both have closed. */
  private void settle() throws IOException {
    if (ended) {
      return;
    }
    out.flush();
    if (closing.done() && !out.blocked() && !muting.close()) {
      cut();
    } else if (discarding && !out.blocked() && !closing.maySend()) {
      transport.endOutput();
    }
  }

  private synchronized boolean wantsInput() {
    return !ended && !out.blocked() && !rest.hasRemaining();
  }

  private boolean readOnce() throws IOException {
    if (!wantsInput()) {
      return false;
    }
    ByteBuffer in = buffers.take();
    try {
      int count = transport.read(in);
      if (count < 0) {
        seen.tcpEnded();
        cut();
      } else if (count > 0) {
        consume(in.flip());
        keep(in);
      }
    } finally {
      buffers.give(in);
    }
    return true;
  }

  private void consume(ByteBuffer in) {
    if (discarding || !closing.mayReceive()) {
      in.position(in.limit());
      return;
    }
    try {
      decoder.decode(in);
    } catch (ViolationException broken) {
      seen.violation(broken.violation());
      fail(broken.violation().close());
      in.position(in.limit());
    }
  }

  /** Where the queue is full the decoder stops in the middle of what was read. */
  private void keep(ByteBuffer in) {
    rest = ByteBuffer.allocate(in.remaining()).put(in).flip();
  }

  private void takeRest() {
    if (rest.hasRemaining()) {
      ByteBuffer in = rest;
      rest = ByteBuffer.allocate(0);
      consume(in);
      keep(in.slice());
    }
  }

  @Override
  public boolean paused() {
    return ended || discarding || !closing.mayReceive() || (!ready() && deflate.isPresent());
  }

  @Override
  public void data(MessageKind kind, ByteBuffer slice, boolean last) {
    if (last) {
      seen.message();
    }
    if (closing.maySend()) {
      try {
        behaviour.message(this, kind, slice, last);
      } catch (RuntimeException | Error failure) {
        fail(failure);
      }
    }
  }

  @Override
  public void ping(ByteBuffer payload) {
    seen.ping();
    if (closing.maySend() && !muting.pong()) {
      send(() -> out.control(Opcode.PONG, payload));
    }
  }

  @Override
  public void pong(ByteBuffer payload) {
    seen.pong();
    liveness.pong();
  }

  @Override
  public void close(Optional<CloseStatus> status) {
    closing.received(status);
    seen.closed(status);
    if (closing.maySend() && !muting.close()) {
      sendClose(
          status.map(s -> new CloseStatus(s.code(), "").body()).orElse(ByteBuffer.allocate(0)));
    }
  }

  private interface Sending {
    void send() throws IOException;
  }

  /** From whatever thread: what is sent outside of an event leaves at once. */
  private void send(Sending sending) {
    handle(
        () -> {
          sending.send();
          return false;
        });
  }

  @Override
  public void send(MessageKind kind, ByteBuffer slice, boolean last) {
    send(
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
    send(() -> sendClose(status.body()));
  }

  private void sendClose(ByteBuffer body) {
    if (closing.maySend()) {
      closing.sent();
      closingSince = connections.timer().nanos();
      send(() -> out.control(Opcode.CLOSE, body));
    }
  }

  /** Closes because the connection has failed: what still comes has no meaning. */
  private void fail(CloseStatus status) {
    sendClose(status.body());
    discarding = true;
  }

  @Override
  public void fail(Throwable cause) {
    LOG.log(ERROR, "A behaviour failed.", cause);
    send(() -> fail(INTERNAL));
  }

  @Override
  public void raw(ByteBuffer bytes) {
    send(() -> out.raw(bytes));
  }

  @Override
  public void mute(Muting what) {
    send(() -> muting = what);
  }

  @Override
  public void endAfter(long nanos) {
    send(() -> endAt = Optional.of(connections.timer().nanos() + nanos));
  }

  @Override
  public void drop() {
    handle(
        () -> {
          out.flush();
          cut();
          return false;
        });
  }

  @Override
  public Seen seen() {
    return seen;
  }

  @Override
  public void sweep() {
    handle(
        () -> {
          if (!transport.isOpen()) {
            end();
          } else if (isOverdue()) {
            LOG.log(DEBUG, "Cutting a connection that takes no part.");
            cut();
          } else if (closing.maySend()) {
            checkLiveness();
          }
          return false;
        });
  }

  private boolean isOverdue() {
    Limits limits = connections.limits();
    long now = connections.timer().nanos();
    if (out.blocked()) {
      return out.nanosBlocked() > limits.sendTimeout().toNanos();
    }
    if (endAt.isPresent()) {
      return now - endAt.get() > 0;
    }
    return !closing.maySend() && now - closingSince > limits.closeTimeout().toNanos();
  }

  private void checkLiveness() throws IOException {
    if (out.blocked()) {
      liveness.waitFromNow();
    }
    switch (liveness.due()) {
      case PING -> {
        if (!out.blocked()) {
          out.control(Opcode.PING, ByteBuffer.allocate(0));
        }
      }
      case GIVE_UP -> fail(NO_PONG);
      case NOTHING -> {}
    }
  }

  private void cut() {
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
    seen.ended(connections.timer().nanos());
    out.abandon();
    inflater.ifPresent(MessageInflater::close);
    rest = ByteBuffer.allocate(0);
    try {
      behaviour.closed();
    } catch (RuntimeException | Error failure) {
      LOG.log(ERROR, "A behaviour failed at its end.", failure);
    }
  }
}
