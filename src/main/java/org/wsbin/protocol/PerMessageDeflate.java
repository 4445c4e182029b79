package org.wsbin.protocol;

import static java.util.stream.Collectors.joining;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.wsbin.protocol.ClientHandshake.Deflate;
import org.wsbin.protocol.Extension.Parameter;

/**
 * The extension permessage-deflate with the parameters that the two ends agreed on (RFC 7692). They
 * are those of the server's answer, and the limit that a client set itself; a window that neither
 * mentions has 15 bits.
 *
 * @param serverNoContextTakeover each message of the server is compressed on its own
 * @param clientNoContextTakeover each message of the client is compressed on its own
 * @param serverMaxWindowBits limits the window of the server's messages, 8 to 15 (section 7.1.2.1)
 * @param clientMaxWindowBits limits the window of the client's messages, 8 to 15 (section 7.1.2.2)
 */
public record PerMessageDeflate(
    boolean serverNoContextTakeover,
    boolean clientNoContextTakeover,
    OptionalInt serverMaxWindowBits,
    OptionalInt clientMaxWindowBits) {

  /**
   * What to inflate or deflate a piece of a message costs besides its bytes. Costs are in inflated
   * bytes, some 4 ns each; measured on text, zeros, and blocks that produce nothing.
   */
  static final int PIECE_COST = 512;

  /** The cost of a compressed byte; the header of a block may have little else. */
  static final int COMPRESSED_BYTE_COST = 16;

  /** The cost of a block that is marked as the last one, and followed by others. */
  static final int LAST_BLOCK_COST = 1024;

  /** The cost of a byte to deflate. */
  static final int DEFLATED_BYTE_COST = 4;

  /**
   * Checks the bits.
   *
   * @throws IllegalArgumentException if bits are not 8 to 15
   */
  public PerMessageDeflate {
    WindowBits.checked(serverMaxWindowBits);
    WindowBits.checked(clientMaxWindowBits);
  }

  /** With windows of 15 bits, which the answer does not mention. */
  public PerMessageDeflate(boolean serverNoContextTakeover, boolean clientNoContextTakeover) {
    this(
        serverNoContextTakeover, clientNoContextTakeover, OptionalInt.empty(), OptionalInt.empty());
  }

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

  /**
   * The first offer that the server can accept (RFC 7692 section 5.1). The server compresses with
   * the window that the client asks for, and never limits the client's: {@link MessageInflater}
   * reads all.
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
                    bits(offer, SERVER_BITS),
                    OptionalInt.empty()));
  }

  /** A client's offer, as the element of the header. */
  static String offer(Deflate offer) {
    return new PerMessageDeflate(
                !offer.contextTakeover(),
                !offer.contextTakeover(),
                offer.serverMaxWindowBits(),
                OptionalInt.empty())
            .answer()
        + offer.clientMaxWindowBits().stream()
            .mapToObj(most -> "; " + CLIENT_BITS + (most == WindowBits.MOST ? "" : "=" + most))
            .collect(joining());
  }

  /**
   * What is wrong with the server's answer to {@link #offer} (RFC 7692 section 7.1).
   *
   * @return the end of a sentence about the header; empty if the client can accept the answer
   */
  static Optional<String> objection(Extension answer, Deflate offer) {
    int mostOfServer = offer.serverMaxWindowBits().orElse(WindowBits.MOST);
    int mostOfClient = offer.clientMaxWindowBits().orElse(WindowBits.MOST);
    boolean offered =
        answer.name().equals(NAME)
            && !hasRepeated(answer)
            && answer.parameters().stream().allMatch(parameter -> isAnswer(parameter, offer))
            && (offer.contextTakeover() || has(answer, SERVER_NO_TAKEOVER));
    if (!offered) {
      return Optional.of("the client offered " + offer(offer));
    }
    if (offer.serverMaxWindowBits().isPresent() && !has(answer, SERVER_BITS)) {
      return Optional.of(SERVER_BITS + " is missing; the client asked for " + range(mostOfServer));
    }
    return exceeding(answer, SERVER_BITS, mostOfServer)
        .or(() -> exceeding(answer, CLIENT_BITS, mostOfClient));
  }

  private static Optional<String> exceeding(Extension answer, String name, int most) {
    boolean fine = !has(answer, name) || bits(answer, name).orElse(Integer.MAX_VALUE) <= most;
    return fine ? Optional.empty() : Optional.of(name + " must be " + range(most));
  }

  private static String range(int most) {
    return most == WindowBits.LEAST ? "8" : WindowBits.LEAST + " to " + most;
  }

  /** What the two ends agreed on by an answer without {@link #objection}. */
  static PerMessageDeflate agreed(Extension answer, Deflate offer) {
    OptionalInt clientBits = bits(answer, CLIENT_BITS);
    return new PerMessageDeflate(
        has(answer, SERVER_NO_TAKEOVER),
        !offer.contextTakeover() || has(answer, CLIENT_NO_TAKEOVER),
        bits(answer, SERVER_BITS),
        // section 7.1.2.2: the client keeps to its own limit, whether the server confirms it or not
        clientBits.isPresent() ? clientBits : offer.clientMaxWindowBits());
  }

  /** The element of the answer's {@code Sec-WebSocket-Extensions} header. */
  public String answer() {
    return NAME
        + (serverNoContextTakeover ? "; " + SERVER_NO_TAKEOVER : "")
        + (clientNoContextTakeover ? "; " + CLIENT_NO_TAKEOVER : "")
        + parameter(SERVER_BITS, serverMaxWindowBits)
        + parameter(CLIENT_BITS, clientMaxWindowBits);
  }

  private static String parameter(String name, OptionalInt bits) {
    return bits.isPresent() ? "; " + name + "=" + bits.getAsInt() : "";
  }

  /** A deflater for the data that this end sends. */
  public MessageDeflater deflater(Role role) {
    return new MessageDeflater(!noContextTakeover(role), windowBits(role));
  }

  /** The window bits of the data that this end sends: 8 to 15. */
  public int windowBits(Role sender) {
    return (sender == Role.SERVER ? serverMaxWindowBits : clientMaxWindowBits)
        .orElse(WindowBits.MOST);
  }

  /**
   * An inflater for the data that this end receives. Its window always has 15 bits, so it does not
   * notice if the peer refers further back than agreed.
   */
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
      case SERVER_BITS -> WindowBits.parse(parameter.value()).isPresent();
      case CLIENT_BITS ->
          parameter.value().isEmpty() || WindowBits.parse(parameter.value()).isPresent();
      default -> false;
    };
  }

  private static boolean isAnswer(Parameter parameter, Deflate offer) {
    return switch (parameter.name()) {
      case SERVER_NO_TAKEOVER, CLIENT_NO_TAKEOVER -> parameter.value().isEmpty();
      case SERVER_BITS -> true;
      case CLIENT_BITS -> offer.clientMaxWindowBits().isPresent();
      default -> false;
    };
  }

  private static OptionalInt bits(Extension extension, String name) {
    return extension.parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .map(parameter -> WindowBits.parse(parameter.value()))
        .orElse(OptionalInt.empty());
  }

  private static boolean has(Extension extension, String name) {
    return extension.parameters().stream().anyMatch(parameter -> parameter.name().equals(name));
  }

  private static boolean hasRepeated(Extension extension) {
    Set<String> seen = new HashSet<>();
    return !extension.parameters().stream().allMatch(parameter -> seen.add(parameter.name()));
  }
}
