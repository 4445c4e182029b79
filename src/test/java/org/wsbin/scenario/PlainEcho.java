package org.wsbin.scenario;

import java.nio.ByteBuffer;
import org.wsbin.protocol.MessageKind;

/** Sends back what comes, without being a step of a scenario. */
public final class PlainEcho implements Behaviour {
  @Override
  public void message(Peer peer, MessageKind kind, ByteBuffer slice, boolean last) {
    peer.send(kind, slice, last);
  }
}
