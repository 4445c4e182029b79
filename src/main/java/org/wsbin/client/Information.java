package org.wsbin.client;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.wsbin.client.Dialer.DialResult;
import org.wsbin.protocol.EndOfStream;

/**
 * What is known about a connection now; unknown values are empty or 0.
 *
 * @param uri the URI after redirects
 * @param subprotocol the agreed subprotocol
 * @param extensions the header of the response; empty if it has none
 * @param request the last handshake, as sent
 * @param response the last response of the server: a 101 or a refusal
 * @param tls empty without TLS
 * @param lastRoundTrip of our last answered ping
 * @param times how long it has been open; empty before it is
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
    Optional<Duration> lastRoundTrip,
    Optional<Times> times) {

  /**
   * The times of a connection, up to now or to its end.
   *
   * @param open since the opening handshake
   * @param sinceSent since the last byte was sent behind the handshake; empty if there was none
   * @param sinceReceived since the last byte came behind the handshake; empty if there was none
   * @param end how TCP ended; empty while it has not
   */
  public record Times(
      Duration open,
      Optional<Duration> sinceSent,
      Optional<Duration> sinceReceived,
      Optional<EndOfStream> end) {}

  /** For an opened connection. */
  static Information of(
      DialResult dial,
      ConnectionWriter writer,
      ConnectionReader reader,
      Optional<Duration> roundTrip,
      Times times) {
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
        roundTrip,
        Optional.of(times));
  }

  /** For a handshake that has failed or is in progress. */
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
        Optional.empty(),
        Optional.empty());
  }
}
