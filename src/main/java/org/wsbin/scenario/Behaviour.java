package org.wsbin.scenario;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.MessageKind;

/**
 * The behaviour towards one peer; one instance serves one connection. The engine calls {@link
 * #opened} first, then {@link #message} for each slice in order and one at a time, and {@link
 * #closed} once, at the end, perhaps while a slice is still being handled. {@link #pong} and {@link
 * #roomAgain} may be called at any time between, on any thread. No call may block. An exception
 * closes the connection with 1011.
 */
public interface Behaviour {

  /**
   * The observer of the connection; called once, before the connection opens. The container's
   * engine shows it slices of messages instead of frames, and no pings of the peer.
   */
  default Optional<ConnectionObserver> observer() {
    return Optional.empty();
  }

  /** The client's IP address. */
  default String clientAddress() {
    return "";
  }

  /** The time between pings, if it differs from {@code --ping-interval}; 0 sends none. */
  default Optional<Duration> pingInterval() {
    return Optional.empty();
  }

  /** The connection is open. */
  default void opened(Peer peer) {}

  /**
   * A slice of a message arrived; the limits on size and fragments have been checked.
   *
   * @param slice valid during the call only; of a text, whole characters in UTF-8
   * @param last whether the message ends here
   */
  default void message(Peer peer, MessageKind kind, ByteBuffer slice, boolean last) {}

  /** A pong arrived, solicited or not; its payload is valid during the call only. */
  default void pong(ByteBuffer payload) {}

  /** There is room in the queue again, after {@link Peer#ready} was false. */
  default void roomAgain() {}

  /** The connection has ended, whoever ended it; nothing more can be sent. */
  default void closed() {}
}
