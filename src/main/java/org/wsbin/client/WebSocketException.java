package org.wsbin.client;

import java.util.Optional;

/** A connection could not be opened, or failed. The message is a sentence. */
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
   * A failure of a proxy.
   *
   * @param proxy host and port of the proxy
   */
  WebSocketException ofProxy(String proxy) {
    WebSocketException same =
        new WebSocketException(status, getMessage(), getCause(), response, Optional.of(proxy));
    same.setStackTrace(getStackTrace());
    return same;
  }

  /** The cause, as a status. */
  public WebErrorStatus status() {
    return status;
  }

  /**
   * The HTTP response to the opening handshake, unless it was a valid 101. It is the response of
   * the server, or of the {@link #proxy} if that is present.
   */
  public Optional<HttpResponse> response() {
    return response == null ? Optional.empty() : response;
  }

  /**
   * The proxy that could not be reached, or refused, as {@code host:port}; empty if the exception
   * is about the server.
   */
  public Optional<String> proxy() {
    return proxy == null ? Optional.empty() : proxy;
  }
}
