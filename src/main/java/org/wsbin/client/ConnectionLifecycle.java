package org.wsbin.client;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.ConnectionState.Phase;

/** The state of a connection, and the cause of its failure. Safe from any thread; never blocks. */
final class ConnectionLifecycle {
  private final AtomicReference<ConnectionState> state =
      new AtomicReference<>(ConnectionState.OPEN);
  private final AtomicReference<WebSocketException> failure = new AtomicReference<>();

  ConnectionState state() {
    return state.get();
  }

  /** Whether neither end has closed. */
  boolean isOpen() {
    return state().phase() == Phase.OPEN;
  }

  /** Whether TCP has ended, as far as we know. */
  boolean hasEnded() {
    return state().phase() == Phase.CLOSED;
  }

  /** Whether the peer's close frame was received. */
  boolean peerHasClosed() {
    return state().received().isPresent();
  }

  /** Our close frame is about to be sent; false if one was sent before. */
  boolean closing(CloseFrame frame) {
    return state.getAndUpdate(now -> now.sent(frame)).maySend();
  }

  /** The peer's close frame was received. */
  void peerCloses(CloseFrame frame) {
    state.updateAndGet(now -> now.received(frame));
  }

  /** TCP has ended; false if it had before. */
  boolean end() {
    return state.getAndUpdate(ConnectionState::ended).phase() != Phase.CLOSED;
  }

  /** The first failure counts, and none after the end. */
  void fail(WebSocketException cause) {
    if (!hasEnded()) {
      failure.compareAndSet(null, cause);
    }
  }

  /** The cause of its failure. */
  Optional<WebSocketException> failure() {
    return Optional.ofNullable(failure.get());
  }

  /** The exception of a call that needs an open connection. */
  WebSocketException reason() {
    return failure().orElseGet(ConnectionLifecycle::closed);
  }

  static WebSocketException closed() {
    return new WebSocketException(WebErrorStatus.CLOSED, "The connection has been closed.");
  }
}
