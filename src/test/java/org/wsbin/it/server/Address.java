package org.wsbin.it.server;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a server will be found: known beforehand, or told by the server once it listens. */
@FunctionalInterface
interface Address {

  /** The base URI, as far as it is known from what the server has written so far. */
  Optional<URI> in(String log);

  static Address known(int port, String path) {
    URI base = URI.create("http://127.0.0.1:" + port + path);
    return log -> Optional.of(base);
  }

  /** The first URL in the log that is on the loopback address. */
  static Address announced() {
    Pattern url = Pattern.compile("(https?://127\\.0\\.0\\.1:\\d+/[\\w./-]*)[^\\w./-]");
    return log ->
        url.matcher(log)
            .results()
            .map(match -> match.group(1))
            .map(text -> URI.create(text.endsWith("/") ? text : text + "/"))
            .findFirst();
  }
}
