package org.wsbin.proxy;

import java.io.IOException;

/** A socket cannot be used any more, because of its peer or because the proxy has closed it. */
final class PeerGoneException extends IOException {
  private static final long serialVersionUID = 1L;

  private final ProxySide side;

  PeerGoneException(ProxySide side, IOException cause) {
    super(side + " is gone: " + cause.getMessage(), cause);
    this.side = side;
  }

  ProxySide side() {
    return side;
  }
}
