package org.wsbin.scenario;

import java.nio.ByteBuffer;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;

/** A peer that can do what the standard API can, and takes no notice. */
final class ContainerPeer implements Peer {
  @Override
  public void execute(Runnable task) {
    task.run();
  }

  @Override
  public void executeHere(Runnable task) {
    task.run();
  }

  @Override
  public void send(MessageKind kind, ByteBuffer slice, boolean last) {}

  @Override
  public boolean offer(MessageKind kind, ByteBuffer message) {
    return true;
  }

  @Override
  public void fragment(int bytes) {}

  @Override
  public void ping(ByteBuffer payload) {}

  @Override
  public void pongUnasked(ByteBuffer payload) {}

  @Override
  public boolean ready() {
    return true;
  }

  @Override
  public void fail(Throwable cause) {}

  @Override
  public void close(CloseStatus status) {}
}
