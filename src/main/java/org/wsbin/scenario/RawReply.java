package org.wsbin.scenario;

import java.util.Optional;
import java.util.function.Function;
import org.wsbin.protocol.Verdict.Refused;

/**
 * The answer to an accepted handshake whose connection is played byte by byte.
 *
 * @param reply the response; its compression does not count, because the behaviour speaks for
 *     itself: what it accepts is in a header
 * @param behaviour makes the behaviour when the 101 is about to be sent; not called if the
 *     handshake gets another response
 */
public record RawReply(HandshakeReply reply, Function<OpeningHeads, RawBehaviour> behaviour) {

  /** A refusal. */
  public static RawReply refusal(HandshakeReply plain, Refused refused) {
    return new RawReply(
        plain.instead(refused),
        heads -> {
          throw new IllegalStateException("A refused handshake has no behaviour.");
        });
  }

  /**
   * A 101.
   *
   * @param extensions the value of {@code Sec-WebSocket-Extensions}, if there is one
   */
  public static RawReply switching(
      HandshakeReply plain,
      Optional<String> extensions,
      Function<OpeningHeads, RawBehaviour> behaviour) {
    HandshakeReply reply =
        extensions.map(value -> plain.withHeader("Sec-WebSocket-Extensions", value)).orElse(plain);
    return new RawReply(reply, behaviour);
  }
}
