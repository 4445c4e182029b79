package org.wsbin.terminal;

import org.wsbin.client.CloseResult;
import org.wsbin.client.WebSocketException;

/** How a session has ended. */
sealed interface SessionResult {

  /** With a close, or without one. */
  record Ended(CloseResult closed) implements SessionResult {}

  /** By a failure of the connection. */
  record Broken(WebSocketException failure) implements SessionResult {}

  /** By a failure on our side. */
  record Failed(String sentence) implements SessionResult {}
}
