package org.wsbin.terminal;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.wsbin.client.CloseResult;
import org.wsbin.client.Information;
import org.wsbin.client.WebSocketException;

/** The events of a session other than messages. Safe from any thread. */
interface SessionEvents {

  /** The connection is open. */
  void opened(Information information);

  void pinged(ByteBuffer payload);

  /**
   * A pong has arrived.
   *
   * @param asked whether it answers a typed ping
   */
  void ponged(ByteBuffer payload, Optional<Duration> roundTrip, boolean asked);

  /** An answer to a typed command. */
  void note(String text);

  /** What the server saw, after the end. */
  void serverView(ServerView.Report report);

  /**
   * The end.
   *
   * @param information with the times of the connection
   */
  void closed(CloseResult closed, Information information);

  /**
   * The end: it could not connect, or the connection failed.
   *
   * @param information about the handshake, as far as it got
   */
  void failed(String sentence, WebSocketException cause, Information information);

  /** The end, because of a failure on our side. */
  void failed(String sentence);
}
