package org.wsbin.wire;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ClosingHandshake;
import org.wsbin.scenario.Silence;

/** Which close frames leave one connection, and which do not. Guarded by its owner's lock. */
final class Closing {
  private final ClosingHandshake handshake = new ClosingHandshake();
  private final Consumer<ByteBuffer> send;
  private Silence muting = Silence.NONE;

  /**
   * Nothing is closed yet.
   *
   * @param send sends a close frame with that body
   */
  Closing(Consumer<ByteBuffer> send) {
    this.send = send;
  }

  /** The peer has closed: is answered with its own code. */
  void received(Optional<CloseStatus> status) {
    handshake.received(status);
    if (!muting.close()) {
      answer(status);
    }
  }

  /** Closes without being asked by the peer. */
  void ourselves(ByteBuffer body) {
    if (!muting.own()) {
      send(body);
    }
  }

  /** A close was sent by other means. */
  void sent() {
    handshake.sent();
  }

  /** Leaves unanswered what this says; where that is no more, a close that came is answered. */
  void mute(Silence what) {
    muting = what;
    if (!muting.close()) {
      handshake.received().ifPresent(this::answer);
    }
  }

  Silence muting() {
    return muting;
  }

  ClosingHandshake handshake() {
    return handshake;
  }

  private void answer(Optional<CloseStatus> status) {
    send(status.map(s -> new CloseStatus(s.code(), "").body()).orElse(ByteBuffer.allocate(0)));
  }

  private void send(ByteBuffer body) {
    if (handshake.maySend()) {
      handshake.sent();
      send.accept(body);
    }
  }
}
