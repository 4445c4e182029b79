package org.wsbin.wire;

import java.util.function.Consumer;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.scenario.Silence;

/**
 * The state of one connection, and its close frames: answers the peer's and sends ours, unless a
 * silence suppresses them. Guarded by its connection's gate.
 */
final class ConnectionCloser {
  private final Consumer<CloseFrame> output;
  private ConnectionState state = ConnectionState.CONNECTING;
  private Silence silence = Silence.NONE;

  /**
   * Not open yet.
   *
   * @param output sends a close frame
   */
  ConnectionCloser(Consumer<CloseFrame> output) {
    this.output = output;
  }

  ConnectionState state() {
    return state;
  }

  /** What stays unanswered. */
  Silence silence() {
    return silence;
  }

  void opened() {
    state = ConnectionState.OPEN;
  }

  /** TCP has ended. */
  void ended() {
    state = state.ended();
  }

  /** The peer has closed. */
  void received(CloseFrame frame) {
    state = state.received(frame);
    answer();
  }

  /** Closes on our own initiative. */
  void close(CloseFrame frame) {
    if (!silence.own()) {
      send(frame);
    }
  }

  /** A close frame was sent as raw bytes; no other one follows. */
  void sentAsBytes() {
    state = state.sent(CloseFrame.WITHOUT_CODE);
  }

  /** Sets what stays unanswered from now on; answers a waiting close if that is allowed now. */
  void keep(Silence what) {
    silence = what;
    answer();
  }

  private void answer() {
    if (!silence.close()) {
      state.answer().ifPresent(this::send);
    }
  }

  private void send(CloseFrame frame) {
    if (state.maySend()) {
      state = state.sent(frame);
      output.accept(frame);
    }
  }
}
