package org.wsbin.client;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.FrameSender;

/** Writes to a socket, each write within the timeout. One thread at a time may write. */
final class SocketOutput implements FrameSender.Output<WebSocketException> {
  /** A slice of a StreamWebSocket and its header are one write. */
  private static final int BUFFER_BYTES = 64 * 1024 + FrameHeader.MAX_BYTES;

  private final Socket socket;
  private final WriteTimeout timeout;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private final AtomicLong bytes = new AtomicLong();
  private volatile OptionalLong lastAt = OptionalLong.empty();
  private volatile Optional<WebSocketException> failure = Optional.empty();

  SocketOutput(Socket socket, WriteTimeout timeout) {
    this.socket = socket;
    this.timeout = timeout;
  }

  @Override
  public ByteBuffer room(int least) {
    if (buffer.remaining() < least) {
      flush();
    }
    return buffer;
  }

  /**
   * Writes the content of the buffer.
   *
   * @throws WebSocketException if it fails; earlier data from the peer can still be read
   */
  void flush() {
    timeout.begin();
    try {
      socket.getOutputStream().write(buffer.array(), 0, buffer.position());
      bytes.addAndGet(buffer.position());
      lastAt = OptionalLong.of(timeout.nanos());
    } catch (IOException lost) {
      throw failed(lost);
    } finally {
      timeout.end();
      buffer.clear();
    }
  }

  /** Ends our half of TCP. */
  void shutdown() {
    try {
      socket.shutdownOutput();
    } catch (IOException gone) {
      throw failed(gone);
    }
  }

  private WebSocketException failed(IOException lost) {
    WebSocketException cause = new WebSocketException("Could not send", lost);
    failure = Optional.of(cause);
    return cause;
  }

  /** The cause why nothing can be written any more. */
  Optional<WebSocketException> failure() {
    return failure;
  }

  /** When the last byte was written, by the clock of the connection. */
  OptionalLong lastAt() {
    return lastAt;
  }

  /** The number of written bytes. */
  long bytes() {
    return bytes.get();
  }
}
