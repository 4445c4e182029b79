package org.wsbin.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.protocol.Verdict.Refused;

/**
 * How an accepted handshake is to be answered.
 *
 * @param accepted what goes into the 101
 * @param headers further ones of the 101, in order
 * @param delay how long the answer waits
 * @param instead what is answered instead of the 101
 * @param compression what is agreed to of permessage-deflate, on wsbin's own engine
 */
public record HandshakeReply(
    Accepted accepted,
    List<Map.Entry<String, String>> headers,
    Duration delay,
    Optional<Refused> instead,
    Compression compression) {

  /** What is agreed to of permessage-deflate (RFC 7692). */
  public enum Compression {
    NONE,
    /** Each message stands alone, so that an idle connection holds no memory for it. */
    EACH_MESSAGE,
    /** Messages refer to earlier ones, where the client has nothing against it. */
    CONTEXT_TAKEOVER
  }

  /** A 101 with nothing special. */
  public static HandshakeReply to(Accepted accepted) {
    return new HandshakeReply(
        accepted, List.of(), Duration.ZERO, Optional.empty(), Compression.EACH_MESSAGE);
  }

  /** With that subprotocol, or none. */
  public HandshakeReply withSubprotocol(Optional<String> name) {
    return new HandshakeReply(
        new Accepted(accepted.accept(), name, accepted.extensions()),
        headers,
        delay,
        instead,
        compression);
  }

  /** With a header more. */
  public HandshakeReply withHeader(String name, String value) {
    List<Map.Entry<String, String>> more = new ArrayList<>(headers);
    more.add(Map.entry(name, value));
    return new HandshakeReply(accepted, List.copyOf(more), delay, instead, compression);
  }

  /** That much later. */
  public HandshakeReply later(Duration more) {
    return new HandshakeReply(accepted, headers, delay.plus(more), instead, compression);
  }

  /** Another answer instead of the 101; the first counts. */
  public HandshakeReply instead(Refused answer) {
    return new HandshakeReply(
        accepted, headers, delay, Optional.of(instead.orElse(answer)), compression);
  }

  /** With that much of compression. */
  public HandshakeReply with(Compression other) {
    return new HandshakeReply(accepted, headers, delay, instead, other);
  }
}
