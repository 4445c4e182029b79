package org.wsbin.terminal;

import org.wsbin.client.CloseResult;
import org.wsbin.client.WebSocketException;

/** How a session ended. */
sealed interface SessionResult {

  /** Closed, with or without a close frame. */
  record Ended(CloseResult closed) implements SessionResult {}

  /** The connection failed. */
  record Broken(WebSocketException failure) implements SessionResult {}

  /** A failure on our side. */
  record Failed(String sentence) implements SessionResult {}
}
