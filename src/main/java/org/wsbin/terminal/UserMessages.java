package org.wsbin.terminal;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.wsbin.client.CloseResult;
import org.wsbin.client.Information;
import org.wsbin.client.WebErrorStatus;
import org.wsbin.client.WebSocketException;
import org.wsbin.protocol.EndOfStream;

/** The sentences for people. */
final class UserMessages {
  private UserMessages() {}

  /** Why there is no connection. */
  static String notConnected(WebSocketException failure, URI uri) {
    return failure
        .proxy()
        .map(proxy -> notConnected(failure, uri, proxy))
        .orElseGet(() -> notConnectedToServer(failure, uri));
  }

  private static String notConnected(WebSocketException failure, URI uri, String proxy) {
    String target = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    String status = failure.response().map(response -> response.status() + "").orElse("no status");
    String who = "The proxy " + proxy;
    return switch (failure.status()) {
      case HOST_NAME_NOT_RESOLVED -> "Cannot resolve the host name of the proxy " + proxy + ".";
      case CONNECTION_REFUSED -> who + " refuses connections; is a proxy listening there?";
      case CONNECTION_RESET, CONNECTION_ABORTED ->
          who + " ended the connection before it answered.";
      case CANNOT_CONNECT -> "Cannot reach the proxy " + proxy + ".";
      case TIMEOUT -> who + " took too long (--connect-timeout).";
      case PROXY_AUTHENTICATION_REQUIRED ->
          who + " requires other credentials (407 Proxy Authentication Required).";
      case FORBIDDEN -> who + " does not allow a connection to " + target + " (403 Forbidden).";
      case HANDSHAKE_NOT_WEBSOCKET -> plain(failure);
      default ->
          failure.response().isPresent()
              ? who + " did not connect to " + target + " (" + status + ")."
              : plain(failure);
    };
  }

  private static String notConnectedToServer(WebSocketException failure, URI uri) {
    String where = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    String status = failure.response().map(response -> response.status() + "").orElse("no status");
    return switch (failure.status()) {
      case HOST_NAME_NOT_RESOLVED -> "Cannot resolve the host name " + uri.getHost() + ".";
      case CONNECTION_REFUSED -> where + " refuses connections; is a server listening there?";
      case CONNECTION_RESET, CONNECTION_ABORTED ->
          where + " ended the connection before it answered.";
      case CANNOT_CONNECT -> "Cannot reach " + where + ".";
      case TIMEOUT -> "Connecting took too long (--connect-timeout).";
      case CANCELED -> "Connecting was cancelled.";
      case CERTIFICATE_EXPIRED ->
          "The certificate of " + where + " has expired or is not valid yet.";
      case CERTIFICATE_REVOKED -> "The certificate of " + where + " was revoked.";
      case CERTIFICATE_UNTRUSTED ->
          "The certificate of " + where + " is not trusted; use --ca, or --no-check for tests.";
      case CERTIFICATE_WRONG_HOST_NAME ->
          "The certificate is not for " + uri.getHost() + "; use --no-check for tests.";
      case TLS_FAILED -> "TLS with " + where + " failed; does it serve wss, or require a --cert?";
      case REDIRECT_FAILED ->
          "The server redirects to a target that is not allowed. " + plain(failure);
      case BAD_REQUEST -> "The server rejects the handshake as invalid (400 Bad Request).";
      case UNAUTHORIZED -> "The server requires other credentials (401 Unauthorized).";
      case FORBIDDEN -> "The server does not allow this connection (403 Forbidden).";
      case NOT_FOUND -> "The server has nothing at " + path(uri) + " (404 Not Found).";
      case PROXY_AUTHENTICATION_REQUIRED ->
          "The server requires credentials for a proxy (407 Proxy Authentication Required).";
      case UPGRADE_REQUIRED -> "The server requires another upgrade (426 Upgrade Required).";
      case TOO_MANY_REQUESTS ->
          "The server has received too many requests (429 Too Many Requests).";
      case SERVER_ERROR -> "The server cannot handle the request now (" + status + ").";
      case UNEXPECTED_STATUS ->
          "This is not a WebSocket endpoint: the status is " + status + ", not 101.";
      case HANDSHAKE_NOT_WEBSOCKET ->
          "The response is not a valid WebSocket handshake response. " + plain(failure);
      default -> plain(failure);
    };
  }

  /** Why the connection ended. */
  static String broken(WebSocketException failure) {
    return switch (failure.status()) {
      case PROTOCOL_VIOLATION -> "The peer violated the protocol. " + plain(failure);
      case MESSAGE_TOO_BIG -> "A message is too big (--max-message). " + plain(failure);
      case INVALID_UTF8 -> "The peer sent a text that is not UTF-8. " + plain(failure);
      case TIMEOUT -> "The peer is unresponsive. " + plain(failure);
      case CONNECTION_RESET -> "The connection was reset, without a close frame (1006).";
      case CONNECTION_ABORTED -> "The connection ended without a close frame (1006).";
      default -> "The connection failed. " + plain(failure);
    };
  }

  /** Whether this is an end without a close frame (RFC 6455 section 7.1.5). */
  static boolean isAbnormalEnd(WebErrorStatus status) {
    return status == WebErrorStatus.CONNECTION_ABORTED || status == WebErrorStatus.CONNECTION_RESET;
  }

  /** How the connection was closed. */
  static String closed(CloseResult closed) {
    if (closed.code() == 1006) {
      return closed.by() == CloseResult.By.US
          ? "The peer did not answer our close (1006)."
          : "The connection ended without a close frame (1006).";
    }
    String code = closed.code() == 1005 ? "without a code" : Integer.toString(closed.code());
    String reason =
        closed.reason().isEmpty() ? "" : " \"" + TerminalText.text(closed.reason(), "\\n") + "\"";
    return "Closed: " + code + reason + ", by " + by(closed.by()) + ".";
  }

  /** How long a connection was open, and how TCP ended. */
  static String times(Information.Times times) {
    return "Open for "
        + seconds(times.open())
        + "; the last byte was sent "
        + times.sinceSent().map(time -> seconds(time) + " before").orElse("never")
        + ", and received "
        + times.sinceReceived().map(time -> seconds(time) + " before").orElse("never")
        + ". "
        + times.end().map(UserMessages::tcp).orElse("TCP is open.");
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }

  private static String tcp(EndOfStream end) {
    return switch (end) {
      case FIN -> "The peer ended TCP (FIN).";
      case RESET -> "TCP was reset (RST), or the network failed.";
      case SEND_TIMEOUT, TIMEOUT -> "We ended TCP, because the peer took too long.";
      case LOCAL -> "We ended TCP.";
      case UNKNOWN -> "It is not known how TCP ended.";
    };
  }

  static String by(CloseResult.By by) {
    return by == CloseResult.By.US ? "us" : by == CloseResult.By.PEER ? "the peer" : "the network";
  }

  /** A round trip. */
  static String millis(Duration time) {
    return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
  }

  private static String path(URI uri) {
    return uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
  }

  private static String plain(WebSocketException failure) {
    String sentence = TerminalText.text(String.valueOf(failure.getMessage()), " ");
    return sentence.endsWith(".") ? sentence : sentence + ".";
  }
}
