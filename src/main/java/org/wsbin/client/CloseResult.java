package org.wsbin.client;

import org.wsbin.protocol.ClosingHandshake;

/**
 * How a connection has ended.
 *
 * @param code of the close frame: the peer's, or ours where it answered without one of its own;
 *     1005 where it had none, 1006 where none came (RFC 6455 section 7.1.5)
 * @param reason of that close frame, perhaps empty
 * @param by who closed first
 */
public record CloseResult(int code, String reason, By by) {
  static CloseResult of(ClosingHandshake.Ending ending) {
    By by =
        switch (ending.by()) {
          case US -> By.US;
          case PEER -> By.PEER;
          case NETWORK -> By.NETWORK;
        };
    return new CloseResult(ending.code(), ending.reason(), by);
  }

  /** Who it was. */
  public enum By {
    PEER,
    US,
    /** TCP ended without a close frame. */
    NETWORK
  }
}
