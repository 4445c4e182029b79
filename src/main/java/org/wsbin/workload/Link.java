package org.wsbin.workload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The bytes of one connection, without waiting. Belongs to one thread. */
abstract class Link {
  /** A read returned this at the end of the stream. */
  static final int END = -1;

  private final SocketChannel channel;
  private ByteBuffer pending = ByteBuffer.allocate(0);

  Link(SocketChannel channel) {
    this.channel = channel;
  }

  /**
   * Goes on with TLS.
   *
   * @return whether data can be sent and received now
   */
  abstract boolean secure() throws IOException;

  /**
   * Reads what is there.
   *
   * @param into with room for {@link TlsLink#ROOM_BYTES}
   * @return the number of bytes; 0 if there are none, {@link #END} at the end
   */
  abstract int read(ByteBuffer into) throws IOException;

  /** Sends these bytes, all of them: what the network does not take yet is kept. */
  abstract void write(ByteBuffer bytes) throws IOException;

  /** Whether the network did not take everything yet. */
  final boolean blocked() {
    return pending.hasRemaining();
  }

  /** Sends what is kept. */
  final void flush() throws IOException {
    if (pending.hasRemaining()) {
      channel.write(pending);
    }
  }

  final SocketChannel channel() {
    return channel;
  }

  /** Sends bytes as they are, after those that are kept. */
  final void send(ByteBuffer bytes) throws IOException {
    if (!pending.hasRemaining()) {
      channel.write(bytes);
    }
    if (bytes.hasRemaining()) {
      keep(bytes);
    }
  }

  private void keep(ByteBuffer bytes) {
    if (pending.capacity() - pending.limit() < bytes.remaining()) {
      ByteBuffer larger =
          ByteBuffer.allocate(
              Math.max(2 * pending.remaining(), pending.remaining() + bytes.remaining()));
      pending = larger.put(pending).flip();
    }
    int from = pending.position();
    int end = pending.limit();
    pending.limit(end + bytes.remaining()).position(end);
    pending.put(bytes).position(from);
  }

  /** Without TLS. */
  static final class Plain extends Link {
    Plain(SocketChannel channel) {
      super(channel);
    }

    @Override
    boolean secure() {
      return true;
    }

    @Override
    int read(ByteBuffer into) throws IOException {
      return channel().read(into);
    }

    @Override
    void write(ByteBuffer bytes) throws IOException {
      send(bytes);
    }
  }
}
