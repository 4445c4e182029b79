package org.wsbin.wire;

import java.nio.ByteBuffer;

/**
 * A connection, as its {@link Transport} sees it. The transport calls {@link #opened} first. Each
 * call is an event on the connection; it may wait while another one happens, except for {@link
 * #readable} and {@link #writable} of a connection with permessage-deflate.
 */
interface TransportListener {

  /**
   * Sets the head of the 101, which this connection writes instead of the container; before it
   * opens.
   */
  void openWith(ByteBuffer responseHead);

  /** The 101 was sent; this is the network. */
  void opened(Transport network);

  /**
   * There may be input: reads once.
   *
   * @return whether to call again when there may be more input; if not, {@link Transport#resume} is
   *     called later
   */
  boolean readable();

  /** The network has room again. */
  void writable();

  /** The network has failed, or the container closes it. */
  void lost();

  /** Whether a thread that other connections need may run all its events; some take too long. */
  boolean quick();

  /**
   * Whether such a thread may call {@link #readable} and {@link #writable} now; asked again after
   * each call.
   */
  boolean hasShortTurns();

  /** What it shares with the other connections of its network. */
  EngineResources resources();
}
