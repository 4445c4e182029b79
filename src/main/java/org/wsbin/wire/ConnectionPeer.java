package org.wsbin.wire;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Opcode;
import org.wsbin.scenario.Silence;
import org.wsbin.scenario.WirePeer;

/** The peer of one connection, as its behaviour has it. */
final class ConnectionPeer implements WirePeer {
  private final WireConnection connection;

  /** What is never answered again; guarded by the connection's lock. */
  private Silence lasting = Silence.NONE;

  ConnectionPeer(WireConnection connection) {
    this.connection = connection;
  }

  @Override
  public void execute(Runnable task) {
    connection.wake(task::run);
  }

  @Override
  public void executeHere(Runnable task) {
    connection.wake(task::run);
  }

  @Override
  public void send(MessageKind kind, ByteBuffer slice, boolean last) {
    connection.handle(() -> connection.send(kind, slice, last));
  }

  @Override
  public boolean offer(MessageKind kind, ByteBuffer message) {
    boolean[] sent = {true};
    connection.handle(
        () -> {
          sent[0] = connection.room.betweenMessages(connection.out);
          if (sent[0]) {
            connection.send(kind, message, true);
          }
        });
    return sent[0];
  }

  @Override
  public void fragment(int bytes) {
    connection.handle(() -> connection.out.fragments(bytes));
  }

  @Override
  public void ping(ByteBuffer payload) {
    connection.handle(() -> connection.control(Opcode.PING, payload));
  }

  @Override
  public void pongUnasked(ByteBuffer payload) {
    connection.handle(() -> connection.control(Opcode.PONG, payload));
  }

  @Override
  public boolean ready() {
    return connection.ready();
  }

  @Override
  public void fail(Throwable cause) {
    connection.fail(cause);
  }

  @Override
  public void close(CloseStatus status) {
    connection.handle(() -> connection.closing.ourselves(status.body()));
  }

  /** The server closes, and not the behaviour: a silence that is to end anyway ends now. */
  void closeFromAbove(CloseStatus status) {
    mute(false);
    close(status);
  }

  @Override
  public void closeWithoutCode() {
    connection.handle(() -> connection.closing.ourselves(ByteBuffer.allocate(0)));
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
  public void mute(boolean muted) {
    connection.handle(() -> leaveUnanswered(muted ? Silence.ALL : lasting));
  }

  @Override
  public void drip(int bytes, Duration interval) {
    connection.handle(
        () ->
            connection.out.drip(
                bytes, interval, connection.connections.timer(), connection::writable));
  }

  @Override
  public int fragments() {
    return connection.in.fragments();
  }

  @Override
  public void endAfter(Duration time) {
    connection.handle(() -> connection.deadlines.endAfter(time.toNanos()));
  }

  @Override
  public void raw(ByteBuffer bytes) {
    connection.handle(() -> connection.out.raw(bytes));
  }

  @Override
  public void keepSilent(Silence what) {
    connection.handle(
        () -> {
          lasting = lasting.or(what);
          leaveUnanswered(lasting);
        });
  }

  private void leaveUnanswered(Silence what) {
    if (what.input()) {
      connection.in.discard();
    }
    connection.deadlines.unfinished();
    connection.closing.mute(what);
  }

  @Override
  public void closeSent() {
    connection.handle(connection.closing::sent);
  }
}
