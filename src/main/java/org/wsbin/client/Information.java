package org.wsbin.client;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/**
 * What is known of a connection, at the moment of asking.
 *
 * @param uri the one connected to, after redirects
 * @param subprotocol the one agreed on
 * @param extensions the answer's header, empty where it has none
 * @param request the handshake, as it was sent
 * @param answer the server's, a 101
 * @param tls empty without TLS
 * @param lastRoundTrip of the last ping of ours that was answered
 */
public record Information(
    URI uri,
    InetSocketAddress local,
    InetSocketAddress remote,
    Optional<String> subprotocol,
    String extensions,
    String request,
    Answer answer,
    Optional<SSLSession> tls,
    long bytesSent,
    long bytesReceived,
    long messagesSent,
    long messagesReceived,
    Optional<Duration> lastRoundTrip) {}
