package org.wsbin.terminal;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.wsbin.client.CloseResult;
import org.wsbin.client.Information;
import org.wsbin.client.WebSocketException;

/** What happens on a connection besides messages; from any thread. */
interface SessionEvents {

  /** The handshake is done. */
  void opened(Information information);

  void pinged(ByteBuffer payload);

  /**
   * A pong has come.
   *
   * @param asked whether it answers a ping that somebody typed
   */
  void ponged(ByteBuffer payload, Optional<Duration> roundTrip, boolean asked);

  /** An answer to what somebody typed. */
  void note(String text);

  /** The end. */
  void closed(CloseResult closed);

  /**
   * The end, where it could not connect, or broke.
   *
   * @param information of the handshake, as far as it came
   */
  void failed(String sentence, WebSocketException cause, Information information);

  /** The end, where it is our own fault. */
  void failed(String sentence);
}
