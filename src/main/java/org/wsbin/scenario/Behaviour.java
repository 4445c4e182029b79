package org.wsbin.scenario;

import java.nio.ByteBuffer;
import org.wsbin.protocol.MessageKind;

/**
 * What is done towards one peer; one instance serves one connection. The engine calls {@link
 * #opened} first, then {@link #message} for each slice in order and one at a time, and {@link
 * #closed} once, at the end, perhaps while a slice is still being handled. No call may block. What
 * a call throws ends the connection with 1011.
 */
public interface Behaviour {

  /** The connection is open. */
  default void opened(Peer peer) {}

  /**
   * A slice of a message came; limits on size and fragments have been checked.
   *
   * @param slice valid during the call only; of a text, whole characters in UTF-8
   * @param last whether the message ends here
   */
  default void message(Peer peer, MessageKind kind, ByteBuffer slice, boolean last) {}

  /** The connection has ended, whoever ended it; nothing more can be sent. */
  default void closed() {}
}
