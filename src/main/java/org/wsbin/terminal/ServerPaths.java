package org.wsbin.terminal;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a wsbin server has its pages, seen from the URL of a WebSocket. */
final class ServerPaths {
  /** The root, perhaps below a context path, then a path of either engine. */
  private static final Pattern SOCKET =
      Pattern.compile("(.*?/)(?:(?:ws|wire)(?:/.*)?|echo|\\.ws|websocket/echo)?");

  private ServerPaths() {}

  /** The URI of {@code /transcripts} of the same server; empty if the path is none of wsbin's. */
  static Optional<URI> transcripts(URI socket) {
    String path = socket.getRawPath().isEmpty() ? "/" : socket.getRawPath();
    Matcher parts = SOCKET.matcher(path);
    return parts.matches()
        ? Optional.of(
            URI.create(
                socket.getScheme()
                    + "://"
                    + socket.getRawAuthority()
                    + parts.group(1)
                    + "transcripts"))
        : Optional.empty();
  }
}
