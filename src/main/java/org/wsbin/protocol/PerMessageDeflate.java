package org.wsbin.protocol;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wsbin.protocol.Extension.Parameter;

/**
 * The extension permessage-deflate with the parameters that the two ends agreed on (RFC 7692).
 * Windows always have 15 bits, because {@code java.util.zip} has no others; an offer that requires
 * a smaller one is declined.
 *
 * @param serverNoContextTakeover each message of the server is compressed on its own
 * @param clientNoContextTakeover each message of the client is compressed on its own
 * @param serverWindowBitsAsked whether the client requested a window of 15 bits, which the response
 *     must then confirm
 */
public record PerMessageDeflate(
    boolean serverNoContextTakeover,
    boolean clientNoContextTakeover,
    boolean serverWindowBitsAsked) {

  /** Whether a context outlasts its message, in either direction. */
  public boolean takesOver() {
    return !serverNoContextTakeover || !clientNoContextTakeover;
  }

  /** The extension's registered name (RFC 7692 section 11.1). */
  public static final String NAME = "permessage-deflate";

  private static final String SERVER_NO_TAKEOVER = "server_no_context_takeover";
  private static final String CLIENT_NO_TAKEOVER = "client_no_context_takeover";
  private static final String SERVER_BITS = "server_max_window_bits";
  private static final String CLIENT_BITS = "client_max_window_bits";
  private static final String MOST_BITS = "15";

  /**
   * The first offer that the server can accept (RFC 7692 section 5.1).
   *
   * @param contextTakeover whether messages may refer to earlier ones if the client allows it; this
   *     costs memory on both sides as long as the connection is open
   */
  public static Optional<PerMessageDeflate> accept(
      List<Extension> offers, boolean contextTakeover) {
    return offers.stream()
        .filter(offer -> offer.name().equals(NAME))
        .filter(PerMessageDeflate::canBeHonoured)
        .findFirst()
        .map(
            offer ->
                new PerMessageDeflate(
                    !contextTakeover || has(offer, SERVER_NO_TAKEOVER),
                    !contextTakeover || has(offer, CLIENT_NO_TAKEOVER),
                    has(offer, SERVER_BITS)));
  }

  /**
   * The offer of a client, limited to what {@code java.util.zip} supports.
   *
   * @param contextTakeover whether messages may refer to earlier ones
   */
  public static String offer(boolean contextTakeover) {
    return contextTakeover ? NAME : NAME + "; " + SERVER_NO_TAKEOVER + "; " + CLIENT_NO_TAKEOVER;
  }

  /**
   * Reads the server's answer to {@link #offer} (RFC 7692 section 7.1).
   *
   * @return empty if the answer contains a parameter that was not offered, is invalid, or occurs
   *     twice
   */
  static Optional<PerMessageDeflate> agreed(Extension answer, boolean contextTakeover) {
    boolean allowed =
        answer.name().equals(NAME)
            && !hasRepeated(answer)
            && answer.parameters().stream().allMatch(PerMessageDeflate::isAnswer)
            && (contextTakeover || has(answer, SERVER_NO_TAKEOVER));
    return Optional.of(answer)
        .filter(unused -> allowed)
        .map(
            a ->
                new PerMessageDeflate(
                    has(a, SERVER_NO_TAKEOVER),
                    !contextTakeover || has(a, CLIENT_NO_TAKEOVER),
                    has(a, SERVER_BITS)));
  }

  /** The element of the answer's {@code Sec-WebSocket-Extensions} header. */
  public String answer() {
    return NAME
        + (serverNoContextTakeover ? "; " + SERVER_NO_TAKEOVER : "")
        + (clientNoContextTakeover ? "; " + CLIENT_NO_TAKEOVER : "")
        + (serverWindowBitsAsked ? "; " + SERVER_BITS + "=" + MOST_BITS : "");
  }

  /** A deflater for the data that this end sends. */
  public MessageDeflater deflater(Role role) {
    return new MessageDeflater(!noContextTakeover(role));
  }

  /** An inflater for the data that this end receives. */
  public MessageInflater inflater(Role role) {
    return new MessageInflater(!noContextTakeover(role == Role.SERVER ? Role.CLIENT : Role.SERVER));
  }

  private boolean noContextTakeover(Role sender) {
    return sender == Role.SERVER ? serverNoContextTakeover : clientNoContextTakeover;
  }

  private static boolean canBeHonoured(Extension offer) {
    return !hasRepeated(offer) && offer.parameters().stream().allMatch(PerMessageDeflate::isOffer);
  }

  /** RFC 7692 section 7.1: an offer with anything else must be declined. */
  private static boolean isOffer(Parameter parameter) {
    return switch (parameter.name()) {
      case SERVER_NO_TAKEOVER, CLIENT_NO_TAKEOVER -> parameter.value().isEmpty();
      case SERVER_BITS -> parameter.value().equals(Optional.of(MOST_BITS));
      case CLIENT_BITS -> parameter.value().map(PerMessageDeflate::isBits).orElse(true);
      default -> false;
    };
  }

  /** An inflater of 15 bits can read data with a smaller window. */
  private static boolean isAnswer(Parameter parameter) {
    return switch (parameter.name()) {
      case SERVER_NO_TAKEOVER, CLIENT_NO_TAKEOVER -> parameter.value().isEmpty();
      case SERVER_BITS -> parameter.value().map(PerMessageDeflate::isBits).orElse(false);
      default -> false;
    };
  }

  private static boolean isBits(String value) {
    return value.matches("[89]|1[0-5]");
  }

  private static boolean has(Extension extension, String name) {
    return extension.parameters().stream().anyMatch(parameter -> parameter.name().equals(name));
  }

  private static boolean hasRepeated(Extension extension) {
    Set<String> seen = new HashSet<>();
    return !extension.parameters().stream().allMatch(parameter -> seen.add(parameter.name()));
  }
}
