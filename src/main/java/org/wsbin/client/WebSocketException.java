package org.wsbin.client;

import java.util.Optional;

/** A connection could not be made, or has failed; the message is a sentence. */
public final class WebSocketException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final WebErrorStatus status;
  private final transient Optional<HttpResponse> answer;

  WebSocketException(WebErrorStatus status, String sentence, Optional<HttpResponse> answer) {
    super(sentence);
    this.status = status;
    this.answer = answer;
  }

  WebSocketException(String doing, Throwable cause) {
    super(doing + ": " + Optional.ofNullable(cause.getMessage()).orElse(cause.toString()), cause);
    this.status = WebErrorStatus.of(cause);
    this.answer = Optional.empty();
  }

  /** Why. */
  public WebErrorStatus status() {
    return status;
  }

  /** What the server answered to the handshake, where it answered anything but a right 101. */
  public Optional<HttpResponse> answer() {
    return answer == null ? Optional.empty() : answer;
  }
}
