package org.wsbin.client;

import java.util.Optional;

/** A connection could not be made, or has failed; the message is a sentence. */
public final class WebSocketException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final WebErrorStatus status;
  private final transient Optional<HttpResponse> response;
  private final transient Optional<String> proxy;

  private WebSocketException(
      WebErrorStatus status,
      String sentence,
      Throwable cause,
      Optional<HttpResponse> response,
      Optional<String> proxy) {
    super(sentence, cause);
    this.status = status;
    this.response = response;
    this.proxy = proxy;
  }

  WebSocketException(WebErrorStatus status, String sentence) {
    this(status, sentence, null, Optional.empty(), Optional.empty());
  }

  WebSocketException(WebErrorStatus status, String sentence, HttpResponse response) {
    this(status, sentence, null, Optional.of(response), Optional.empty());
  }

  WebSocketException(String action, Throwable cause) {
    this(
        WebErrorStatus.of(cause),
        action + ": " + Optional.ofNullable(cause.getMessage()).orElse(cause.toString()),
        cause,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * The same, of a proxy.
   *
   * @param proxy its host and port
   */
  WebSocketException ofProxy(String proxy) {
    WebSocketException same =
        new WebSocketException(status, getMessage(), getCause(), response, Optional.of(proxy));
    same.setStackTrace(getStackTrace());
    return same;
  }

  /** Why. */
  public WebErrorStatus status() {
    return status;
  }

  /**
   * The HTTP response to the opening handshake, if it was anything but a right 101: the server's,
   * or the {@link #proxy}'s if there is one.
   */
  public Optional<HttpResponse> response() {
    return response == null ? Optional.empty() : response;
  }

  /**
   * The proxy that could not be reached, or refused, as {@code host:port}; empty if it is the
   * server that the exception is about.
   */
  public Optional<String> proxy() {
    return proxy == null ? Optional.empty() : proxy;
  }
}
