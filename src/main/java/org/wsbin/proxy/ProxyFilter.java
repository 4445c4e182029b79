package org.wsbin.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What happens to the bytes of one direction. */
interface ProxyFilter {
  /**
   * Takes all of the bytes, and offers what becomes of them to an output.
   *
   * @throws ProxyEndException if the connection must end because of them
   */
  void pass(ByteBuffer in) throws IOException;

  /** Everything passes as it is. */
  static ProxyFilter opaque(ProxyOutput output) {
    return in -> {
      byte[] bytes = new byte[in.remaining()];
      in.get(bytes);
      output.offer(bytes, -1);
    };
  }
}
