package org.wsbin.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The decision on an opening handshake. */
public sealed interface Verdict {

  /**
   * The server switches protocols (RFC 6455 section 4.2.2).
   *
   * @param accept the value of {@code Sec-WebSocket-Accept}
   * @param subprotocol the one agreed on, if any
   * @param extensions the offers of the client, in its order of preference
   */
  record Accepted(String accept, Optional<String> subprotocol, List<Extension> extensions)
      implements Verdict {}

  /**
   * The server answers with another status, and the connection stays HTTP.
   *
   * @param headers the headers that the status requires, besides those of the body
   * @param sentence one line of plain text for the person at the other end; several objections are
   *     numbered
   */
  record Refused(int status, Map<String, String> headers, String sentence) implements Verdict {
    public Refused(int status, String sentence) {
      this(status, Map.of(), sentence);
    }
  }
}
