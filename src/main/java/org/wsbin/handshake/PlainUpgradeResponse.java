package org.wsbin.handshake;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/**
 * A response that makes the 101 the same on every container: WildFly adds a header that is not in
 * RFC 6455, and spells {@code websocket} differently.
 */
final class PlainUpgradeResponse extends HttpServletResponseWrapper {
  PlainUpgradeResponse(HttpServletResponse response) {
    super(response);
  }

  @Override
  public void setHeader(String name, String value) {
    if (name.equalsIgnoreCase("Upgrade")) {
      super.setHeader(name, "websocket");
    } else if (!name.equalsIgnoreCase("Sec-WebSocket-Location")) {
      super.setHeader(name, value);
    }
  }

  @Override
  public void addHeader(String name, String value) {
    if (!name.equalsIgnoreCase("Sec-WebSocket-Location")) {
      super.addHeader(name, value);
    }
  }
}
