package org.wsbin.client;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.ConnectionState.Phase;

/** How far a connection has come, and why it failed. Any thread may use it; nothing here waits. */
final class ConnectionLifecycle {
  private final AtomicReference<ConnectionState> state =
      new AtomicReference<>(ConnectionState.OPEN);
  private final AtomicReference<WebSocketException> failure = new AtomicReference<>();

  ConnectionState state() {
    return state.get();
  }

  /** Whether neither has closed. */
  boolean isOpen() {
    return state().phase() == Phase.OPEN;
  }

  /** Whether TCP has ended, as far as we know. */
  boolean hasEnded() {
    return state().phase() == Phase.CLOSED;
  }

  /** Whether the peer's close frame has come. */
  boolean peerHasClosed() {
    return state().received().isPresent();
  }

  /** Our close frame is about to leave; false if it must not, because of an earlier one. */
  boolean closing(CloseFrame frame) {
    return state.getAndUpdate(now -> now.sent(frame)).maySend();
  }

  /** The peer's close frame came. */
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

  /** What it failed of. */
  Optional<WebSocketException> failure() {
    return Optional.ofNullable(failure.get());
  }

  /** What a call fails with that needs a connection which is open. */
  WebSocketException reason() {
    return failure().orElseGet(ConnectionLifecycle::closed);
  }

  static WebSocketException closed() {
    return new WebSocketException(WebErrorStatus.CLOSED, "The connection has been closed.");
  }
}
