package org.wsbin.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateRevokedException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.wsbin.protocol.Violation;
import org.wsbin.protocol.ViolationException;

/** Why a connection failed; programs can switch on it. */
public enum WebErrorStatus {
  HOST_NAME_NOT_RESOLVED,
  /** No route, no permission, or another error of the system. */
  CANNOT_CONNECT,
  CONNECTION_REFUSED,
  CONNECTION_RESET,
  /** The connection ended without a close frame. */
  CONNECTION_ABORTED,
  TIMEOUT,
  /** The caller cancelled. */
  CANCELED,
  /** The certificate has expired or is not valid yet. */
  CERTIFICATE_EXPIRED,
  CERTIFICATE_REVOKED,
  CERTIFICATE_UNTRUSTED,
  CERTIFICATE_WRONG_HOST_NAME,
  /** TLS failed for another reason than the certificate. */
  TLS_FAILED,
  /** Too many redirects, an invalid target, or another host although that is not allowed. */
  REDIRECT_FAILED,
  BAD_REQUEST,
  UNAUTHORIZED,
  FORBIDDEN,
  NOT_FOUND,
  PROXY_AUTHENTICATION_REQUIRED,
  UPGRADE_REQUIRED,
  TOO_MANY_REQUESTS,
  SERVER_ERROR,
  /** Any other status except 101. */
  UNEXPECTED_STATUS,
  /** The response is an invalid 101, or not HTTP. */
  HANDSHAKE_NOT_WEBSOCKET,
  PROTOCOL_VIOLATION,
  MESSAGE_TOO_BIG,
  INVALID_UTF8,
  /** The call needs an open connection, but it was closed. */
  CLOSED,
  UNKNOWN;

  /** The status for a response other than 101. */
  public static WebErrorStatus ofHttp(int status) {
    return switch (status) {
      case 400 -> BAD_REQUEST;
      case 401 -> UNAUTHORIZED;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 407 -> PROXY_AUTHENTICATION_REQUIRED;
      case 426 -> UPGRADE_REQUIRED;
      case 429 -> TOO_MANY_REQUESTS;
      default -> status >= 500 && status <= 599 ? SERVER_ERROR : UNEXPECTED_STATUS;
    };
  }

  /** The status for a cause; checks its causes too. */
  public static WebErrorStatus of(Throwable cause) {
    Throwable next = cause;
    for (int depth = 0; next != null && depth < 20; depth++) {
      if (next instanceof WebSocketException known) {
        return known.status();
      }
      Optional<WebErrorStatus> certificate = certificate(next);
      if (certificate.isPresent()) {
        return certificate.get();
      }
      next = next.getCause();
    }
    return direct(cause);
  }

  static WebErrorStatus of(Violation violation) {
    return switch (violation.rule()) {
      case INVALID_UTF8 -> INVALID_UTF8;
      case TOO_BIG, TOO_MANY_FRAGMENTS -> MESSAGE_TOO_BIG;
      default -> PROTOCOL_VIOLATION;
    };
  }

  private static Optional<WebErrorStatus> certificate(Throwable cause) {
    if (cause instanceof CertificateExpiredException
        || cause instanceof CertificateNotYetValidException) {
      return Optional.of(CERTIFICATE_EXPIRED);
    }
    if (cause instanceof CertificateRevokedException) {
      return Optional.of(CERTIFICATE_REVOKED);
    }
    if (cause instanceof CertPathValidatorException path) {
      return Optional.of(
          path.getReason() == BasicReason.EXPIRED || path.getReason() == BasicReason.NOT_YET_VALID
              ? CERTIFICATE_EXPIRED
              : path.getReason() == BasicReason.REVOKED
                  ? CERTIFICATE_REVOKED
                  : CERTIFICATE_UNTRUSTED);
    }
    if (cause instanceof CertificateException && cause.getCause() == null) {
      return Optional.of(
          String.valueOf(cause.getMessage()).startsWith("No ")
              ? CERTIFICATE_WRONG_HOST_NAME
              : CERTIFICATE_UNTRUSTED);
    }
    return cause
            .getClass()
            .getName()
            .equals("sun.security.provider.certpath.SunCertPathBuilderException")
        ? Optional.of(CERTIFICATE_UNTRUSTED)
        : Optional.empty();
  }

  private static WebErrorStatus direct(Throwable cause) {
    if (cause instanceof ViolationException violation) {
      return of(violation.violation());
    }
    if (cause instanceof UnknownHostException) {
      return HOST_NAME_NOT_RESOLVED;
    }
    if (cause instanceof SocketTimeoutException || cause instanceof TimeoutException) {
      return TIMEOUT;
    }
    if (cause instanceof CancellationException
        || cause instanceof InterruptedException
        || cause instanceof InterruptedIOException) {
      return CANCELED;
    }
    if (cause instanceof SSLException) {
      return cause.getCause() instanceof IOException network && !(network instanceof SSLException)
          ? of(network)
          : TLS_FAILED;
    }
    if (cause instanceof EOFException) {
      return CONNECTION_ABORTED;
    }
    if (cause instanceof SocketException socket) {
      return socket(socket);
    }
    return cause.getCause() == null ? UNKNOWN : of(cause.getCause());
  }

  private static WebErrorStatus socket(SocketException cause) {
    String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (words.contains("refused")) {
      return CONNECTION_REFUSED;
    }
    if (words.contains("timed out")) {
      return TIMEOUT;
    }
    if (words.contains("interrupt")) { // from a virtual thread
      return CANCELED;
    }
    if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
      return CANNOT_CONNECT;
    }
    return words.contains("reset")
        ? CONNECTION_RESET
        : words.contains("broken pipe") || words.contains("abort") || words.contains("closed")
            ? CONNECTION_ABORTED
            : CANNOT_CONNECT;
  }
}
