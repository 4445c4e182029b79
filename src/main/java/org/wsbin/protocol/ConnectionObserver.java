package org.wsbin.protocol;

import java.nio.ByteBuffer;
import java.util.OptionalInt;

/**
 * Sees what happens on one connection, in order: every frame each way, violations, close frames,
 * and the end. Transcripts, logs and metrics are observers; the core knows none of them.
 *
 * <p>Each half of a connection calls on the thread that uses it. On the server these calls come one
 * at a time; on a client what is received and what is sent may come from two threads at once. No
 * call may block, and none may throw. Times are in nanoseconds, from the clock of the host.
 */
public interface ConnectionObserver {

  /** Which way something went. */
  enum Direction {
    RECEIVED,
    SENT
  }

  /** Sees nothing. */
  ConnectionObserver NONE = new ConnectionObserver() {};

  /** The connection is open. */
  default void opened(long nanos) {}

  /**
   * A frame begins: its header is complete, and keeps the rules; or is about to leave.
   *
   * @param maskingKey the key of a masked frame, the byte that meets the first of the payload
   *     highest
   */
  default void frame(Direction direction, FrameHeader header, OptionalInt maskingKey, long nanos) {}

  /**
   * A part of the frame's payload: unmasked, and still compressed if RSV1 is set. A frame without a
   * payload has one empty part.
   *
   * @param part valid during the call only
   * @param end whether the frame ends here
   */
  default void payload(Direction direction, ByteBuffer part, boolean end, long nanos) {}

  /**
   * Bytes were sent as they are, whatever they are: a fault.
   *
   * @param bytes valid during the call only
   */
  default void rawBytes(ByteBuffer bytes, long nanos) {}

  /**
   * The peer broke a rule. What it sends from now on has no meaning, and is not seen.
   *
   * @param header the bytes of the header that broke it, as many as were looked at; empty if the
   *     rule is not about the header. Valid during the call only
   */
  default void violation(Violation violation, ByteBuffer header, long nanos) {}

  /** A close frame came, or leaves; its frame was seen before. */
  default void close(Direction direction, CloseFrame frame, long nanos) {}

  /** The connection has ended; nothing comes after this. */
  default void ended(ConnectionState state, EndOfStream how, long nanos) {}
}
