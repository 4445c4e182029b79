package org.wsbin.client;

import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Bytes out to a socket, each write within the timeout. One thread at a time may write. */
final class SocketOutput {
  private final Socket socket;
  private final WriteTimeout timeout;
  private final AtomicLong bytes = new AtomicLong();
  private volatile Optional<WebSocketException> failure = Optional.empty();

  SocketOutput(Socket socket, WriteTimeout timeout) {
    this.socket = socket;
    this.timeout = timeout;
  }

  /**
   * Writes the first bytes of the array.
   *
   * @throws WebSocketException if it cannot; what the peer has sent before can still be read
   */
  void write(byte[] from, int count) {
    timeout.begin();
    try {
      socket.getOutputStream().write(from, 0, count);
      bytes.addAndGet(count);
    } catch (IOException lost) {
      WebSocketException cause = new WebSocketException("Could not send", lost);
      failure = Optional.of(cause);
      throw cause;
    } finally {
      timeout.end();
    }
  }

  /** Ends our half of TCP. */
  void shutdown() {
    try {
      socket.shutdownOutput();
    } catch (IOException gone) {
      failure = Optional.of(new WebSocketException("Could not send", gone));
    }
  }

  /** Why nothing can be written any more. */
  Optional<WebSocketException> failure() {
    return failure;
  }

  /** How many were written. */
  long bytes() {
    return bytes.get();
  }
}
