package org.wsbin.client;

/**
 * What {@link ClientWebSocket#receive} got.
 *
 * @param count bytes put into the buffer
 * @param endOfMessage whether the message ends with them
 */
public record ReceiveResult(Kind kind, int count, boolean endOfMessage) {
  /** What it is. */
  public enum Kind {
    /** UTF-8, perhaps not ending on a character's boundary. */
    TEXT,
    BINARY,
    /** The peer has closed, or TCP has ended: nothing more will come. */
    CLOSE
  }
}
