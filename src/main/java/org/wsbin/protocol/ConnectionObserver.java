package org.wsbin.protocol;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Sees what happens on one connection, in order: every frame in each direction, violations, close
 * frames, and the end. Transcripts, logs and metrics are observers; the core knows none of them.
 *
 * <p>Each half of a connection calls on the thread that uses it. On the server the calls come one
 * at a time; on a client, the receiving and the sending half may call at the same time. No call may
 * block, and none may throw. Times are in nanoseconds, from the host's clock.
 */
public interface ConnectionObserver {

  /** The direction of a frame. */
  enum Direction {
    RECEIVED,
    SENT
  }

  /** Ignores everything. */
  ConnectionObserver NONE =
      new ConnectionObserver() {
        @Override
        public boolean wantsTime() {
          return false;
        }
      };

  /**
   * The 101 is about to be sent. The container's engine does not call it, since it sees only some
   * of the headers.
   *
   * @param headers names and values, in order
   */
  default void switching(List<Map.Entry<String, String>> headers) {}

  /** Whether times matter; if not, all of them may be 0, which saves reading the clock. */
  default boolean wantsTime() {
    return true;
  }

  /**
   * Whether the bytes of payloads matter; if not, they may be zeros, as many as there are bytes.
   */
  default boolean wantsPayload() {
    return true;
  }

  /** The connection is open. */
  default void opened(long nanos) {}

  /**
   * A frame begins: its header was received and is valid, or is about to be sent.
   *
   * @param maskingKey the key of a masked frame; its highest byte masks the first byte of the
   *     payload
   */
  default void frame(Direction direction, FrameHeader header, OptionalInt maskingKey, long nanos) {}

  /**
   * A part of the frame's payload: unmasked, and still compressed if RSV1 is set. A frame without a
   * payload has one empty part.
   *
   * @param part valid during the call only; neither it nor its position may be changed
   * @param end whether the frame ends here
   */
  default void payload(Direction direction, ByteBuffer part, boolean end, long nanos) {}

  /**
   * Raw bytes were sent, valid or not: a fault.
   *
   * @param bytes valid during the call only
   */
  default void rawBytes(ByteBuffer bytes, long nanos) {}

  /**
   * The server notes what it does to this connection, such as a message that it leaves out on
   * purpose.
   *
   * @param what in one word, such as {@code gap}
   */
  default void note(String what, String sentence, long nanos) {}

  /**
   * Bytes arrived on a connection whose frames the server does not read itself.
   *
   * @param bytes how many
   */
  default void rawReceived(int bytes, long nanos) {}

  /**
   * The peer broke a rule. Everything that it sends from now on is ignored, and not observed.
   *
   * @param header the inspected bytes of the header that broke the rule; empty if the rule is not
   *     about the header. Valid during the call only
   */
  default void violation(Violation violation, ByteBuffer header, long nanos) {}

  /**
   * Bytes arrived that are ignored, because the peer has closed, or has broken a rule.
   *
   * @param bytes how many
   */
  default void ignored(int bytes, long nanos) {}

  /** A close frame was received, or is being sent; the frame itself was observed before. */
  default void close(Direction direction, CloseFrame frame, long nanos) {}

  /** The connection has ended; this is the last call. */
  default void ended(ConnectionState state, EndOfStream how, long nanos) {}
}
