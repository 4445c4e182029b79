package org.wsbin.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;

/** One queued send to a peer; its payload fills its buffer. */
sealed interface QueuedSend {
  /**
   * The most heap that an entry takes besides its payload: the entry 32 bytes, the buffer 56, its
   * array up to 16, the place in the queue 24. A flood of tiny messages holds little else.
   */
  int OVERHEAD = 128;

  /** Its size for the queue's limit, in bytes. */
  default long cost() {
    return OVERHEAD;
  }

  /** A message, or a part of one. */
  sealed interface Data extends QueuedSend {
    MessageKind kind();

    ByteBuffer payload();

    /** The payload of a text. */
    default String text() {
      ByteBuffer utf8 = payload();
      return new String(utf8.array(), utf8.arrayOffset(), utf8.limit(), UTF_8);
    }

    /** Whether it is a part of a larger message, which the Jakarta API can only send blocking. */
    boolean part();

    /** Whether the message ends here. */
    boolean last();
  }

  /** A whole message: the container sends it without a thread waiting. */
  record Message(MessageKind kind, ByteBuffer payload) implements Data {
    @Override
    public long cost() {
      return (long) OVERHEAD + payload.limit();
    }

    @Override
    public boolean part() {
      return false;
    }

    @Override
    public boolean last() {
      return true;
    }
  }

  /** A part of a larger message. */
  record Part(MessageKind kind, ByteBuffer payload, boolean last) implements Data {
    @Override
    public long cost() {
      return (long) OVERHEAD + payload.limit();
    }

    @Override
    public boolean part() {
      return true;
    }
  }

  /**
   * A text, or a part of one, as the container gave it; its string takes no more heap than its
   * UTF-8.
   *
   * @param bytes how many bytes it has in UTF-8
   */
  record Text(String text, int bytes, boolean part, boolean last) implements Data {
    @Override
    public MessageKind kind() {
      return MessageKind.TEXT;
    }

    @Override
    public ByteBuffer payload() {
      return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    @Override
    public long cost() {
      return (long) OVERHEAD + bytes;
    }
  }

  /** A ping, sent in its turn. */
  record Ping(ByteBuffer payload) implements QueuedSend {}

  /** An unsolicited pong, sent in its turn. */
  record Pong(ByteBuffer payload) implements QueuedSend {}

  /** The close frame, after which nothing is sent. */
  record Close(CloseStatus status) implements QueuedSend {}
}
