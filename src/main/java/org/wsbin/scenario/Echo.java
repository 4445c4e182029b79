package org.wsbin.scenario;

import java.nio.ByteBuffer;
import org.wsbin.protocol.MessageKind;

/** Sends each message back, slice by slice, so that any size takes constant memory. */
public final class Echo implements Behaviour {
  @Override
  public void message(Peer peer, MessageKind kind, ByteBuffer slice, boolean last) {
    peer.send(kind, slice, last);
  }
}
