package org.wsbin.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/** The bytes that come from one side. For one thread at a time. */
final class ProxySource {
  /** How many bytes are read at a time. */
  static final int MOST_BYTES = 16 * 1024;

  /** What a read has brought. */
  enum Found {
    BYTES,
    /** The time is over. */
    NOTHING,
    /** A FIN. */
    END
  }

  private final ProxySide side;
  private final Socket socket;
  private final InputStream in;
  private final ConnectionClock clock;
  private final ByteBuffer unread = ByteBuffer.allocate(MOST_BYTES).limit(0);

  ProxySource(ProxySide side, Socket socket, ConnectionClock clock) throws IOException {
    this.side = side;
    this.socket = socket;
    this.in = socket.getInputStream();
    this.clock = clock;
  }

  ProxySide side() {
    return side;
  }

  /** What has been read, and not been taken. */
  ByteBuffer unread() {
    return unread;
  }

  /** Whether there is something behind what has been taken. */
  boolean hasMore() {
    try {
      return unread.hasRemaining() || in.available() > 0;
    } catch (IOException gone) {
      return false;
    }
  }

  /**
   * Reads, if {@link #unread} is empty.
   *
   * @param until when to return with nothing, by the connection's clock
   * @throws ProxyEndException if the time of the connection is over
   * @throws PeerGoneException on a reset
   */
  Found fill(long until) throws IOException {
    while (!unread.hasRemaining()) {
      clock.check();
      long now = clock.now();
      long wait = Math.min(until, clock.deadline());
      if (until <= now) {
        return Found.NOTHING;
      }
      try {
        socket.setSoTimeout(wait == ConnectionClock.NEVER ? 0 : millis(wait - now));
        int count = in.read(unread.array());
        if (count < 0) {
          return Found.END;
        }
        unread.position(0).limit(count);
        clock.received();
      } catch (SocketTimeoutException later) {
        // the loop looks at the time
      } catch (IOException gone) {
        throw new PeerGoneException(side, gone);
      }
    }
    return Found.BYTES;
  }

  private static int millis(long nanos) {
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos) + 1;
    return (int) Math.min(Math.max(millis, 1), Integer.MAX_VALUE);
  }

  /** Reads until the peer, or the proxy's watch, ends TCP. Never throws. */
  void discard() {
    try {
      socket.setSoTimeout(0);
      while (in.read(unread.array()) >= 0) {
        // nobody wants it
      }
    } catch (IOException over) {
      // that is the end, too
    }
  }
}
