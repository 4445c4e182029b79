package org.wsbin.handshake;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/**
 * A response that lets a container write the 101 as the others do: WildFly adds a header that RFC
 * 6455 does not have, and spells {@code websocket} in its own way.
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
