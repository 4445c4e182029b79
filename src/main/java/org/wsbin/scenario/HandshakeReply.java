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
 * The response to an accepted handshake.
 *
 * @param accepted the content of the 101
 * @param headers additional headers of the 101, in order
 * @param changes later changes to the headers of the 101, in order; on wsbin's own engine
 * @param delay the delay of the response
 * @param delivery how the 101 is sent; on wsbin's own engine
 * @param instead a response instead of the 101
 * @param compression which permessage-deflate is accepted; on wsbin's own engine
 * @param messages limits of the client's messages, if they differ from the settings; on wsbin's own
 *     engine
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

  /** Which permessage-deflate is accepted (RFC 7692). */
  public enum Compression {
    NONE,
    /** Each message is compressed on its own, so an idle connection holds no memory for it. */
    EACH_MESSAGE,
    /** Messages may refer to earlier ones, if the client allows it. */
    CONTEXT_TAKEOVER
  }

  /** How the 101 is sent. */
  public enum Delivery {
    /** Before everything else. */
    FIRST,
    /** In one write with the first data of the steps, if the container allows it. */
    WITH_FIRST_FRAMES,
    /** By the behaviour of a raw connection; a container that does not allow it answers 501. */
    BY_BEHAVIOUR,
    /**
     * Never. After {@code --max-fault-duration} TCP ends; a container that must answer sends a 503
     * then.
     */
    NEVER
  }

  /** A plain 101. */
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

  /** With one more header. */
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

  /** With this delay. */
  public HandshakeReply later(Duration more) {
    return new HandshakeReply(
        accepted, headers, changes, delay.plus(more), delivery, instead, compression, messages);
  }

  /** Sent in this way. */
  public HandshakeReply with(Delivery other) {
    return new HandshakeReply(
        accepted, headers, changes, delay, other, instead, compression, messages);
  }

  /** With this response instead of the 101; the first one counts. */
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

  /** With this compression. */
  public HandshakeReply with(Compression other) {
    return new HandshakeReply(
        accepted, headers, changes, delay, delivery, instead, other, messages);
  }

  /** With these limits of the client's messages. */
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
