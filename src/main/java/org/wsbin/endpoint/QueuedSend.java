package org.wsbin.endpoint;

import java.nio.ByteBuffer;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;

/** One thing that waits to be sent to a peer; a payload is the whole of its buffer. */
sealed interface QueuedSend {
  /** What an entry of the queue costs besides its payload, roughly, in bytes of heap. */
  int OVERHEAD = 64;

  /** What this counts against the queue's limit, in bytes. */
  default long cost() {
    return OVERHEAD;
  }

  /** A whole message: the container sends it without a thread waiting. */
  record Message(MessageKind kind, ByteBuffer payload) implements QueuedSend {
    @Override
    public long cost() {
      return (long) OVERHEAD + payload.limit();
    }
  }

  /** A part of a larger message: the Jakarta API can only send it blocking. */
  record Part(MessageKind kind, ByteBuffer payload, boolean last) implements QueuedSend {
    @Override
    public long cost() {
      return (long) OVERHEAD + payload.limit();
    }
  }

  /** A ping, which goes out in its turn. */
  record Ping(ByteBuffer payload) implements QueuedSend {}

  /** A pong that nobody asked for, which goes out in its turn. */
  record Pong(ByteBuffer payload) implements QueuedSend {}

  /** The close frame, after which nothing is sent. */
  record Close(CloseStatus status) implements QueuedSend {}
}
