package org.wsbin.client;

/**
 * The result of {@link ClientWebSocket#receive}.
 *
 * @param count bytes put into the buffer
 * @param endOfMessage whether the message ends with them
 */
public record ReceiveResult(Kind kind, int count, boolean endOfMessage) {
  /** The kind of a result. */
  public enum Kind {
    /** UTF-8; it may end inside a character. */
    TEXT,
    BINARY,
    /** The peer has closed, or TCP has ended: there is no more data. */
    CLOSE
  }
}
