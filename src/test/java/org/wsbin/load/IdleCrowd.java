package org.wsbin.load;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that do nothing but answer the server's empty pings. */
final class IdleCrowd extends Crowd {
  private static final byte PING = (byte) 0x89;
  private static final byte[] EMPTY_PONG = {(byte) 0x8a, (byte) 0x80, 1, 2, 3, 4};

  private final ByteBuffer received = ByteBuffer.allocate(2);
  private final AtomicInteger pings = new AtomicInteger();

  IdleCrowd() throws IOException {
    super();
  }

  @Override
  int interest() {
    return SelectionKey.OP_READ;
  }

  @Override
  void ready(SelectionKey key, SocketChannel channel) throws IOException {
    int count = channel.read(received.clear());
    if (count != 2 || received.get(0) != PING || received.get(1) != 0) {
      throw new EOFException("Anything but an empty ping ends the client.");
    }
    channel.write(ByteBuffer.wrap(EMPTY_PONG));
    pings.incrementAndGet();
  }

  /** Pings that have been answered, by all together. */
  int pings() {
    return pings.get();
  }
}
