package org.wsbin.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.MessageDecoder;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.protocol.Verdict.Refused;

/**
 * How an accepted handshake is to be answered.
 *
 * @param accepted what goes into the 101
 * @param headers further ones of the 101, in order
 * @param changes what is changed in the headers of the 101 after that, in order; on wsbin's own
 *     engine
 * @param delay how long the answer waits
 * @param delivery how the 101 leaves; on wsbin's own engine
 * @param instead what is answered instead of the 101
 * @param compression what is agreed to of permessage-deflate; on wsbin's own engine
 * @param messages how large the client's messages may be, if the settings do not say it; on wsbin's
 *     own engine
 */
public record HandshakeReply(
    Accepted accepted,
    List<Map.Entry<String, String>> headers,
    List<HeaderChange> changes,
    Duration delay,
    Delivery delivery,
    Optional<Refused> instead,
    Compression compression,
    Optional<MessageDecoder.Limits> messages) {

  /** What is agreed to of permessage-deflate (RFC 7692). */
  public enum Compression {
    NONE,
    /** Each message stands alone, so that an idle connection holds no memory for it. */
    EACH_MESSAGE,
    /** Messages refer to earlier ones, where the client has nothing against it. */
    CONTEXT_TAKEOVER
  }

  /** How the 101 leaves. */
  public enum Delivery {
    /** Before everything else. */
    FIRST,
    /** In one write with what the steps send at once, if the container can be kept from its own. */
    WITH_FIRST_FRAMES,
    /**
     * Not at all, for as long as {@code --max-fault-duration} allows; then TCP ends, or if the
     * container cannot be kept from an answer, a 503 comes.
     */
    NEVER
  }

  /** A 101 with nothing special. */
  public static HandshakeReply to(Accepted accepted) {
    return new HandshakeReply(
        accepted,
        List.of(),
        List.of(),
        Duration.ZERO,
        Delivery.FIRST,
        Optional.empty(),
        Compression.EACH_MESSAGE,
        Optional.empty());
  }

  /** With that subprotocol, or none. */
  public HandshakeReply withSubprotocol(Optional<String> name) {
    Accepted other = new Accepted(accepted.accept(), name, accepted.extensions());
    return new HandshakeReply(
        other, headers, changes, delay, delivery, instead, compression, messages);
  }

  /** With a header more. */
  public HandshakeReply withHeader(String name, String value) {
    return new HandshakeReply(
        accepted,
        with(headers, Map.entry(name, value)),
        changes,
        delay,
        delivery,
        instead,
        compression,
        messages);
  }

  /** With its headers changed. */
  public HandshakeReply with(HeaderChange change) {
    return new HandshakeReply(
        accepted, headers, with(changes, change), delay, delivery, instead, compression, messages);
  }

  /** That much later. */
  public HandshakeReply later(Duration more) {
    return new HandshakeReply(
        accepted, headers, changes, delay.plus(more), delivery, instead, compression, messages);
  }

  /** Leaving in this way. */
  public HandshakeReply with(Delivery other) {
    return new HandshakeReply(
        accepted, headers, changes, delay, other, instead, compression, messages);
  }

  /** Another answer instead of the 101; the first counts. */
  public HandshakeReply instead(Refused answer) {
    return new HandshakeReply(
        accepted,
        headers,
        changes,
        delay,
        delivery,
        Optional.of(instead.orElse(answer)),
        compression,
        messages);
  }

  /** With that much of compression. */
  public HandshakeReply with(Compression other) {
    return new HandshakeReply(
        accepted, headers, changes, delay, delivery, instead, other, messages);
  }

  /** With messages of the client's that may be so large. */
  public HandshakeReply with(MessageDecoder.Limits most) {
    return new HandshakeReply(
        accepted, headers, changes, delay, delivery, instead, compression, Optional.of(most));
  }

  private static <T> List<T> with(List<T> list, T more) {
    List<T> longer = new ArrayList<>(list);
    longer.add(more);
    return List.copyOf(longer);
  }
}
