package org.wsbin.endpoint;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** The sending side of a connection. */
interface MessageSender {

  /**
   * Sends a whole message without waiting; calls {@code done} once, on any thread, perhaps before
   * this returns.
   */
  void send(QueuedSend.Data message, Consumer<Optional<Throwable>> done);

  /** Sends anything else; waits until it is sent or fails. */
  void sendBlocking(QueuedSend item) throws IOException;
}
