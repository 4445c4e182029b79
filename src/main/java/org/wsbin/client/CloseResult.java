package org.wsbin.client;

import org.wsbin.protocol.ConnectionState;

/**
 * How a connection ended.
 *
 * @param code the code of the peer's close frame: 1005 if it has none, 1006 if there was no close
 *     frame (RFC 6455 section 7.1.5)
 * @param reason the reason in the peer's close frame, perhaps empty
 * @param by who closed first
 */
public record CloseResult(int code, String reason, By by) {
  static CloseResult of(ConnectionState state) {
    By by =
        switch (state.closedBy().orElse(ConnectionState.Party.NETWORK)) {
          case US -> By.US;
          case PEER -> By.PEER;
          case NETWORK -> By.NETWORK;
        };
    return new CloseResult(state.code(), state.reason(), by);
  }

  /** Who it was. */
  public enum By {
    PEER,
    US,
    /** TCP ended without a close frame. */
    NETWORK
  }
}
