package org.wsbin.wire;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.PreparedMessage;
import org.wsbin.scenario.Silence;
import org.wsbin.scenario.Timer;
import org.wsbin.scenario.WirePeer;

/** The peer of one connection, as its behaviour sees it: its calls run inside the gate. */
final class ConnectionPeer implements WirePeer {
  private final WireConnection connection;
  private final SendCredit credit;

  /** What stays unanswered for good; guarded by the connection's gate. */
  private Silence lasting = Silence.NONE;

  ConnectionPeer(WireConnection connection, LongSupplier ownQueue) {
    this.connection = connection;
    this.credit = new SendCredit(ownQueue);
  }

  @Override
  public void execute(Runnable task) {
    connection.gate.leave(task::run);
  }

  /** A thread that inflates may be inside; it runs the task before it goes on. */
  @Override
  public void executeHere(Runnable task) {
    if (connection.quick()) {
      connection.gate.enter(task::run);
    } else {
      connection.gate.leave(task::run);
    }
  }

  @Override
  public void send(MessageKind kind, ByteBuffer slice, boolean last) {
    connection.gate.enter(
        () -> {
          if (connection.closer.state().maySend()) {
            connection.sender.message(kind, slice, last);
          }
        });
  }

  @Override
  public boolean offer(MessageKind kind, ByteBuffer message) {
    boolean[] sent = {true};
    connection.gate.enter(
        () -> {
          sent[0] = credit.betweenMessages(insideMessage());
          if (sent[0]) {
            send(kind, message, true);
          }
        });
    return sent[0];
  }

  @Override
  public boolean offer(PreparedMessage message) {
    boolean[] sent = {true};
    connection.gate.enter(
        () -> {
          sent[0] = credit.betweenMessages(insideMessage());
          if (sent[0] && connection.closer.state().maySend()) {
            connection.sender.message(message);
          }
        });
    return sent[0];
  }

  @Override
  public void hold(boolean held) {
    connection.stall(held);
  }

  @Override
  public void note(String what, String sentence) {
    connection.gate.enter(
        () -> connection.observer.note(what, sentence, connection.resources.nanos()));
  }

  @Override
  public boolean ready() {
    boolean[] ready = {true};
    connection.gate.enter(() -> ready[0] = credit.hasRoom(connection.out.waitingBytes()));
    return ready[0];
  }

  /** Whether the behaviour was waiting to send, and may continue now; called inside the gate. */
  boolean creditGranted() {
    return credit.granted(connection.out.waitingBytes(), insideMessage());
  }

  private boolean insideMessage() {
    return connection.sender.begun().isPresent();
  }

  @Override
  public void fragment(int bytes) {
    connection.gate.enter(() -> connection.sender.fragmentSize(bytes));
  }

  @Override
  public void ping(ByteBuffer payload) {
    control(Opcode.PING, payload);
  }

  @Override
  public void pongUnasked(ByteBuffer payload) {
    control(Opcode.PONG, payload);
  }

  /** Sends a ping or a pong, unless our close frame was sent. */
  void control(Opcode opcode, ByteBuffer payload) {
    connection.gate.enter(
        () -> {
          if (connection.closer.state().maySend()) {
            connection.sender.control(opcode, payload);
          }
        });
  }

  @Override
  public void fail(Throwable cause) {
    connection.fail(cause);
  }

  @Override
  public void close(CloseStatus status) {
    close(CloseFrame.of(status));
  }

  @Override
  public void closeWithoutCode() {
    close(CloseFrame.WITHOUT_CODE);
  }

  private void close(CloseFrame frame) {
    connection.gate.enter(() -> connection.closer.close(frame));
  }

  @Override
  public void closeSent() {
    connection.gate.enter(connection.closer::sentAsBytes);
  }

  @Override
  public void drop() {
    connection.drop();
  }

  @Override
  public void stall(boolean stalled) {
    connection.stall(stalled);
  }

  @Override
  public void drip(int bytes, Duration interval) {
    Timer timer = connection.resources.connections().timer();
    Executor inside = task -> connection.gate.leave(task::run);
    connection.gate.enter(
        () ->
            connection.out.drip(
                new DripWriter(bytes, interval, timer, inside, connection::writable)));
  }

  @Override
  public int fragments() {
    return connection.receiver.fragments();
  }

  @Override
  public void endAfter(Duration time) {
    connection.gate.enter(() -> connection.deadlines.endAfter(time.toNanos()));
    connection.resources.connections().checkSoon(connection);
  }

  @Override
  public void raw(ByteBuffer bytes) {
    connection.gate.enter(() -> connection.sender.raw(bytes));
  }

  @Override
  public void mute(boolean muted) {
    connection.gate.enter(() -> leaveUnanswered(muted ? Silence.ALL : lasting));
  }

  @Override
  public void keepSilent(Silence what) {
    connection.gate.enter(
        () -> {
          lasting = lasting.or(what);
          leaveUnanswered(lasting);
        });
  }

  private void leaveUnanswered(Silence what) {
    if (what.input()) {
      connection.dropInput();
    }
    connection.deadlines.waitFromNow();
    connection.closer.keep(what);
  }
}
