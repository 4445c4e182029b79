package org.wsbin.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.wsbin.protocol.ClientHandshake.Deflate;

/** The {@link ClientOptions} of a connection, unchangeable. */
record ClientSettings(
    List<String> subprotocols,
    List<Map.Entry<String, String>> headers,
    Optional<ClientOptions.Credentials> basic,
    Optional<String> bearer,
    Optional<ClientOptions.Proxy> proxy,
    Optional<SSLContext> sslContext,
    boolean hostNameChecked,
    Optional<Deflate> deflate,
    long maxMessage,
    boolean noDelay,
    int redirects,
    boolean redirectsAnywhere,
    Timeouts timeouts,
    Optional<ConnectionTranscript> transcript) {

  /** The timeouts. */
  record Timeouts(
      Duration connect, Duration send, Duration receive, Duration close, Duration ping) {}
}
