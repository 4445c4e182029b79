package org.wsbin.it;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.Opening;
import org.wsbin.it.raw.RawWebSocket;

/** A peer that sends as fast as it may, with a small window, and never reads. */
public final class NeverReading implements AutoCloseable {
  private static final int WINDOW = 4096;
  private static final Frame SENT = Frame.binary(Bytes.pattern(16 * 1024));

  private final RawWebSocket socket;
  private final AtomicLong frames = new AtomicLong();
  private final CompletableFuture<Long> ended;

  private NeverReading(RawWebSocket socket) {
    this.socket = socket;
    this.ended = Background.start(this::sendUntilTheConnectionEnds);
  }

  public static NeverReading open(URI uri) throws IOException {
    return new NeverReading(Opening.to(uri).receiveBuffer(WINDOW).open());
  }

  /** How many frames the socket has taken: where this stays, the server has stopped reading. */
  public long framesSent() {
    return frames.get();
  }

  /** Done when the server has ended the TCP connection, with the number of frames sent. */
  public CompletableFuture<Long> ended() {
    return ended;
  }

  private long sendUntilTheConnectionEnds() throws SocketTimeoutException {
    try {
      while (true) {
        socket.send(SENT);
        frames.incrementAndGet();
      }
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException reset) {
      return frames.get();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
