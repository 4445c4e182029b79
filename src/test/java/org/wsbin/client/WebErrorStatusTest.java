package org.wsbin.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WebErrorStatusTest {
  static Stream<Arguments> causes() {
    return Stream.of(
        Arguments.of(new UnknownHostException("x"), WebErrorStatus.HOST_NAME_NOT_RESOLVED),
        Arguments.of(new ConnectException("Connection refused"), WebErrorStatus.CONNECTION_REFUSED),
        Arguments.of(new ConnectException("Connection timed out"), WebErrorStatus.TIMEOUT),
        Arguments.of(new ConnectException("Permission denied"), WebErrorStatus.CANNOT_CONNECT),
        Arguments.of(new NoRouteToHostException("x"), WebErrorStatus.CANNOT_CONNECT),
        Arguments.of(new SocketException("Connection reset"), WebErrorStatus.CONNECTION_RESET),
        Arguments.of(new SocketException("Broken pipe"), WebErrorStatus.CONNECTION_ABORTED),
        Arguments.of(new SocketException("Socket closed"), WebErrorStatus.CONNECTION_ABORTED),
        Arguments.of(new EOFException("x"), WebErrorStatus.CONNECTION_ABORTED),
        Arguments.of(new SocketTimeoutException("x"), WebErrorStatus.TIMEOUT),
        Arguments.of(new TimeoutException("x"), WebErrorStatus.TIMEOUT),
        Arguments.of(new CancellationException(), WebErrorStatus.CANCELED),
        Arguments.of(new SSLException("x"), WebErrorStatus.TLS_FAILED),
        Arguments.of(tls(new CertificateExpiredException()), WebErrorStatus.CERTIFICATE_EXPIRED),
        Arguments.of(tls(path(BasicReason.EXPIRED)), WebErrorStatus.CERTIFICATE_EXPIRED),
        Arguments.of(tls(path(BasicReason.REVOKED)), WebErrorStatus.CERTIFICATE_REVOKED),
        Arguments.of(
            tls(new CertificateException("No name matching x found")),
            WebErrorStatus.CERTIFICATE_WRONG_HOST_NAME),
        Arguments.of(
            new CompletionException(new UnknownHostException("x")),
            WebErrorStatus.HOST_NAME_NOT_RESOLVED),
        Arguments.of(new IOException("x"), WebErrorStatus.UNKNOWN));
  }

  @ParameterizedTest
  @MethodSource("causes")
  void aCauseHasItsStatus(Throwable cause, WebErrorStatus status) {
    assertThat(WebErrorStatus.of(cause)).isEqualTo(status);
    assertThat(new WebSocketException("Doing", cause).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "400, BAD_REQUEST",
    "401, UNAUTHORIZED",
    "403, FORBIDDEN",
    "404, NOT_FOUND",
    "407, PROXY_AUTHENTICATION_REQUIRED",
    "426, UPGRADE_REQUIRED",
    "429, TOO_MANY_REQUESTS",
    "500, SERVER_ERROR",
    "599, SERVER_ERROR",
    "200, UNEXPECTED_STATUS",
    "418, UNEXPECTED_STATUS"
  })
  void anAnswerHasItsStatus(int http, WebErrorStatus status) {
    assertThat(WebErrorStatus.ofHttp(http)).isEqualTo(status);
  }

  @Test
  void addressesOfBothKindsAreTriedInTurnAndFiveAtMost() throws IOException {
    InetAddress four = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    InetAddress six = InetAddress.getByAddress(new byte[16]);
    assertThat(Resolver.interleaved(four, four, six, six, four))
        .isEqualTo(List.of(four, six, four, six, four));
    assertThat(Resolver.interleaved(six, four, four)).isEqualTo(List.of(six, four, four));
    assertThat(Resolver.interleaved(six, six, six, six, six, six)).hasSize(5);
    assertThat(Resolver.interleaved()).isEmpty();
  }

  private static SSLHandshakeException tls(Exception cause) {
    SSLHandshakeException failure = new SSLHandshakeException("TLS");
    failure.initCause(cause);
    return failure;
  }

  private static CertPathValidatorException path(BasicReason reason) {
    return new CertPathValidatorException("x", null, null, -1, reason);
  }
}
