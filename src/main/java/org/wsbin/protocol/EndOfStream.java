package org.wsbin.protocol;

/** How the byte stream of a connection ended. */
public enum EndOfStream {
  /** The peer ended its side: a FIN. */
  FIN,
  /** The network failed: a reset by the peer, or an error while reading or writing. */
  RESET,
  /** We ended it, because the peer did not read what we sent. */
  SEND_TIMEOUT,
  /** We ended it, because the peer took longer than another limit allows. */
  TIMEOUT,
  /** We ended it: both ends had closed, or the program requested it. */
  LOCAL,
  /** The program that owns the stream does not say. */
  UNKNOWN
}
