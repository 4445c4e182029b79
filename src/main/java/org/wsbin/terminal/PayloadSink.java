package org.wsbin.terminal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Receives the messages from the peer. Called by one thread. */
interface PayloadSink {

  /**
   * Takes a slice of a message.
   *
   * @param bytes only valid during the call, which may consume them
   * @throws IOException if it cannot be written
   */
  void data(boolean text, ByteBuffer bytes, boolean last) throws IOException;

  /** Passes each slice to one sink, then to the other. */
  static PayloadSink both(PayloadSink one, PayloadSink other) {
    return (text, bytes, last) -> {
      one.data(text, bytes.duplicate(), last);
      other.data(text, bytes, last);
    };
  }
}
