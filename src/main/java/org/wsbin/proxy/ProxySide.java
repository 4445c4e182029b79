package org.wsbin.proxy;

import org.wsbin.text.Words;

/** Who is at the other end of a socket of the proxy. */
enum ProxySide {
  CLIENT,
  SERVER;

  @Override
  public String toString() {
    return "the " + Words.of(this);
  }
}
