package org.wsbin.terminal;

import org.wsbin.client.Closed;
import org.wsbin.client.WebSocketException;

/** How a session has ended. */
sealed interface Ending {

  /** With a close, or without one. */
  record Ended(Closed closed) implements Ending {}

  /** By a failure of the connection. */
  record Broken(WebSocketException failure) implements Ending {}

  /** By a failure on our side. */
  record Failed(String sentence) implements Ending {}
}
