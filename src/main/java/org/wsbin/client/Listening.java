package org.wsbin.client;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Who is told of control frames, on the thread that reads. */
record Listening(Consumer<ByteBuffer> onPing, Consumer<ByteBuffer> onPong) {
  static final Listening NOBODY = new Listening(payload -> {}, payload -> {});
}
