package org.wsbin.proxy;

/** How the proxy ends a connection, on both sides. */
public enum EndHow {
  /** With a FIN. */
  FIN,
  /** With a reset. */
  RST,
  /** With a close frame, if no frame is half sent, and a FIN. */
  CLOSE
}
