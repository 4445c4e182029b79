package org.wsbin.proxy;

import java.io.IOException;

/** A fault ends the connection. */
final class ProxyEndException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient ProxyEnd end;

  ProxyEndException(ProxyEnd end) {
    super(end.reason());
    this.end = end;
  }

  ProxyEnd end() {
    return end;
  }
}
