package org.wsbin.client;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Who is told of control frames, on the thread that reads. */
record ControlFrameListener(Consumer<ByteBuffer> onPing, Consumer<ByteBuffer> onPong) {
  static final ControlFrameListener NOBODY = new ControlFrameListener(payload -> {}, payload -> {});
}
