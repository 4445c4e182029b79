package org.wsbin.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** Clients that send as much as the server takes, and read nothing of what comes back. */
final class NeverReadingCrowd extends Crowd {
  private final byte[] stream;

  /**
   * @param stream what each sends, again and again: whole frames
   */
  NeverReadingCrowd(byte[] stream) throws IOException {
    super();
    this.stream = stream.clone();
  }

  @Override
  int interest() {
    return SelectionKey.OP_WRITE;
  }

  @Override
  void ready(SelectionKey key, SocketChannel channel) throws IOException {
    ByteBuffer rest =
        key.attachment() instanceof ByteBuffer left && left.hasRemaining()
            ? left
            : ByteBuffer.wrap(stream);
    channel.write(rest);
    key.attach(rest);
  }
}
