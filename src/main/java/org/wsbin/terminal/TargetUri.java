package org.wsbin.terminal;

import java.net.URI;
import java.net.URISyntaxException;
import org.wsbin.protocol.Quoted;
import org.wsbin.settings.InvalidSettingException;

/** The URL as people write it. */
final class TargetUri {
  private TargetUri() {}

  /**
   * Parses a URL. The default scheme is {@code ws}; {@code http} and {@code https} mean {@code ws}
   * and {@code wss}.
   *
   * @throws InvalidSettingException if it is not the URL of a WebSocket
   */
  static URI of(String text) {
    String lower = text.strip();
    String url = lower.contains("://") ? lower : "ws://" + lower.replaceFirst("^//", "");
    try {
      URI uri =
          new URI(url.replaceFirst("(?i)^(?:http|ws)(s?)://", "ws$1://").replace("wsS:", "wss:"));
      if (uri.getUserInfo() != null) {
        throw new InvalidSettingException(
            "The URL contains a user name; remove it, and use --auth instead.");
      }
      if (String.valueOf(uri.getScheme()).matches("wss?")
          && uri.getHost() != null
          && uri.getPort() < 65536
          && uri.getPort() != 0
          && uri.getFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException wrong) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  private static InvalidSettingException wrong(String text) {
    return new InvalidSettingException(
        "The URL is "
            + Quoted.of(text.replaceFirst("^((?:[\\w+.-]+:)?//)?[^/?#]*@", "$1***@"))
            + "; allowed is ws://HOST/PATH or wss://HOST/PATH, with a port and a query if needed,"
            + " but without a fragment.");
  }
}
