package org.wsbin.terminal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the messages go that the peer sends; called by one thread. */
interface PayloadSink {

  /**
   * Takes a slice of a message.
   *
   * @param bytes only valid during the call, which may consume them
   * @throws IOException where it cannot be written
   */
  void data(boolean text, ByteBuffer bytes, boolean last) throws IOException;

  /** To one, and then to the other. */
  static PayloadSink both(PayloadSink one, PayloadSink other) {
    return (text, bytes, last) -> {
      one.data(text, bytes.duplicate(), last);
      other.data(text, bytes, last);
    };
  }
}
