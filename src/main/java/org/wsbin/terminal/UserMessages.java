package org.wsbin.terminal;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.wsbin.client.CloseResult;
import org.wsbin.client.WebErrorStatus;
import org.wsbin.client.WebSocketException;

/** What is said to people. */
final class UserMessages {
  private UserMessages() {}

  /** Why there is no connection. */
  static String notConnected(WebSocketException failure, URI uri) {
    return failure
        .proxy()
        .map(proxy -> notConnected(failure, uri, "the proxy " + proxy))
        .orElseGet(() -> notConnectedToServer(failure, uri));
  }

  private static String notConnected(WebSocketException failure, URI uri, String proxy) {
    String target = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    String status = failure.response().map(response -> response.status() + "").orElse("no status");
    return "Not connected: "
        + switch (failure.status()) {
          case HOST_NAME_NOT_RESOLVED -> "the host name of " + proxy + " is not known.";
          case CONNECTION_REFUSED -> proxy + " refuses the connection; does a proxy listen there?";
          case CONNECTION_RESET, CONNECTION_ABORTED ->
              proxy + " ended the connection before it answered.";
          case CANNOT_CONNECT -> proxy + " cannot be reached.";
          case TIMEOUT -> proxy + " took too long (--connect-timeout).";
          case PROXY_AUTHENTICATION_REQUIRED ->
              proxy + " wants other credentials (407 Proxy Authentication Required).";
          case FORBIDDEN ->
              proxy + " does not allow a connection to " + target + " (403 Forbidden).";
          case HANDSHAKE_NOT_WEBSOCKET -> plain(failure);
          default ->
              failure.response().isPresent()
                  ? proxy + " did not connect to " + target + " (" + status + ")."
                  : plain(failure);
        };
  }

  private static String notConnectedToServer(WebSocketException failure, URI uri) {
    String where = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    String status = failure.response().map(response -> response.status() + "").orElse("no status");
    return "Not connected: "
        + switch (failure.status()) {
          case HOST_NAME_NOT_RESOLVED -> "the host name is not known: " + uri.getHost() + ".";
          case CONNECTION_REFUSED -> where + " refuses the connection; does a server listen there?";
          case CONNECTION_RESET, CONNECTION_ABORTED ->
              where + " has ended the connection before it answered.";
          case CANNOT_CONNECT -> "there is no way to " + where + ".";
          case TIMEOUT -> "it took too long (--connect-timeout).";
          case CANCELED -> "it was given up.";
          case CERTIFICATE_EXPIRED ->
              "the certificate of " + where + " has expired, or is not valid yet.";
          case CERTIFICATE_REVOKED -> "the certificate of " + where + " was revoked.";
          case CERTIFICATE_UNTRUSTED ->
              "the certificate of " + where + " is not trusted; see --ca, or --no-check for tests.";
          case CERTIFICATE_WRONG_HOST_NAME ->
              "the certificate is not for " + uri.getHost() + "; see --no-check for tests.";
          case TLS_FAILED -> "TLS failed with " + where + "; does it speak wss, and want a --cert?";
          case REDIRECT_FAILED -> "the server redirects to where it must not. " + plain(failure);
          case BAD_REQUEST -> "the server takes the handshake for wrong (400 Bad Request).";
          case UNAUTHORIZED -> "the server wants other credentials (401 Unauthorized).";
          case FORBIDDEN -> "the server does not allow it (403 Forbidden).";
          case NOT_FOUND -> "there is nothing at " + path(uri) + " (404 Not Found).";
          case PROXY_AUTHENTICATION_REQUIRED ->
              "the server wants a proxy's credentials (407 Proxy Authentication Required).";
          case UPGRADE_REQUIRED -> "the server wants another upgrade (426 Upgrade Required).";
          case TOO_MANY_REQUESTS -> "there were too many requests (429 Too Many Requests).";
          case SERVER_ERROR -> "the server cannot do it now (" + status + ").";
          case UNEXPECTED_STATUS -> "this is no WebSocket: the answer is " + status + ", not 101.";
          case HANDSHAKE_NOT_WEBSOCKET -> "the answer is no WebSocket's. " + plain(failure);
          default -> plain(failure);
        };
  }

  /** Why there is no connection any more. */
  static String broken(WebSocketException failure) {
    return switch (failure.status()) {
      case PROTOCOL_VIOLATION -> "The peer broke the protocol. " + plain(failure);
      case MESSAGE_TOO_BIG -> "A message is too big (--max-message). " + plain(failure);
      case INVALID_UTF8 -> "The peer sent a text that is not UTF-8. " + plain(failure);
      case TIMEOUT -> "The peer is silent. " + plain(failure);
      case CONNECTION_RESET -> "The connection was reset, without a close frame (1006).";
      case CONNECTION_ABORTED -> "The connection ended without a close frame (1006).";
      default -> "The connection broke. " + plain(failure);
    };
  }

  /** Whether it is an end without a close frame (RFC 6455 section 7.1.5). */
  static boolean isAbnormalEnd(WebErrorStatus status) {
    return status == WebErrorStatus.CONNECTION_ABORTED || status == WebErrorStatus.CONNECTION_RESET;
  }

  /** How it was closed. */
  static String closed(CloseResult closed) {
    if (closed.code() == 1006) {
      return closed.by() == CloseResult.By.US
          ? "The peer has not answered our close (1006)."
          : "The connection ended without a close frame (1006).";
    }
    String code = closed.code() == 1005 ? "without a code" : Integer.toString(closed.code());
    String reason =
        closed.reason().isEmpty() ? "" : " \"" + TerminalText.text(closed.reason(), "\\n") + "\"";
    return "Closed: " + code + reason + ", by " + by(closed.by()) + ".";
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
