package org.wsbin.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A close frame (RFC 6455 section 5.5.1).
 *
 * @param status its code and reason; empty if the frame has no body
 */
public record CloseFrame(Optional<CloseStatus> status) {
  /** The close frame without a code. */
  public static final CloseFrame WITHOUT_CODE = new CloseFrame(Optional.empty());

  /** One with this code and reason. */
  public static CloseFrame of(CloseStatus status) {
    return new CloseFrame(Optional.of(status));
  }

  /** One with this code and reason. */
  public static CloseFrame of(int code, String reason) {
    return of(new CloseStatus(code, reason));
  }

  /** The payload, in a new buffer for each call. */
  ByteBuffer body() {
    return status.map(CloseStatus::body).orElseGet(() -> ByteBuffer.allocate(0));
  }
}
