package org.wsbin.endpoint;

import java.nio.ByteBuffer;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;

/** One queued send to a peer; its payload fills its buffer. */
sealed interface QueuedSend {
  /**
   * The most heap that an entry takes besides the bytes of its payload: the entry 24 bytes, the
   * buffer 56, its array up to 23, the place in the queue 24. A flood of tiny messages holds little
   * else.
   */
  int OVERHEAD = 128;

  /** Its size for the queue's limit, in bytes. */
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

  /** A ping, sent in its turn. */
  record Ping(ByteBuffer payload) implements QueuedSend {}

  /** An unsolicited pong, sent in its turn. */
  record Pong(ByteBuffer payload) implements QueuedSend {}

  /** The close frame, after which nothing is sent. */
  record Close(CloseStatus status) implements QueuedSend {}
}
