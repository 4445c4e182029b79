package org.wsbin.endpoint;

import java.nio.ByteBuffer;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;

/** One queued send to a peer; its payload fills its buffer. */
sealed interface QueuedSend {
  /** The approximate heap size of an entry without its payload, in bytes. */
  int OVERHEAD = 64;

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
