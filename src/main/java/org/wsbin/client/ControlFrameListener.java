package org.wsbin.client;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Receives the payloads of the peer's pings and pongs, on the reading thread. */
record ControlFrameListener(Consumer<ByteBuffer> onPing, Consumer<ByteBuffer> onPong) {
  static final ControlFrameListener NONE = new ControlFrameListener(payload -> {}, payload -> {});
}
