package org.wsbin.client;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.wsbin.client.Dialer.DialResult;

/**
 * What is known of a connection, at the moment of asking; empty or 0 is what is not known yet.
 *
 * @param uri the one connected to, after redirects
 * @param subprotocol the one agreed on
 * @param extensions the answer's header, empty if it has none
 * @param request the last handshake, as it was sent
 * @param response the server's last one: a 101, or what it said instead
 * @param tls empty without TLS
 * @param lastRoundTrip of the last ping of ours that was answered
 */
public record Information(
    Optional<URI> uri,
    Optional<InetSocketAddress> local,
    Optional<InetSocketAddress> remote,
    Optional<String> subprotocol,
    String extensions,
    Optional<String> request,
    Optional<HttpResponse> response,
    Optional<SSLSession> tls,
    long bytesSent,
    long bytesReceived,
    long messagesSent,
    long messagesReceived,
    Optional<Duration> lastRoundTrip) {

  /** Of a connection that was opened. */
  static Information of(
      DialResult dial,
      ConnectionWriter writer,
      ConnectionReader reader,
      Optional<Duration> roundTrip) {
    return new Information(
        Optional.of(dial.uri()),
        dial.local(),
        dial.remote(),
        dial.opened().subprotocol(),
        String.join(", ", dial.response().header("Sec-WebSocket-Extensions")),
        Optional.of(dial.request()),
        Optional.of(dial.response()),
        dial.tls(),
        writer.bytes(),
        reader.bytes(),
        writer.messages(),
        reader.messages(),
        roundTrip);
  }

  /** Of a handshake that has not ended in a connection, or not yet. */
  static Information of(
      Optional<URI> uri, Optional<String> request, Optional<HttpResponse> response) {
    return new Information(
        uri,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "",
        request,
        response,
        Optional.empty(),
        0,
        0,
        0,
        0,
        Optional.empty());
  }
}
