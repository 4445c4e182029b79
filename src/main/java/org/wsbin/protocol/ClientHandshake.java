package org.wsbin.protocol;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The client's side of the opening handshake (RFC 6455 section 4.1): what it sends, and how it
 * judges the response.
 *
 * @param key the value of {@code Sec-WebSocket-Key}: 16 unpredictable bytes, in base64
 * @param subprotocols the offered subprotocols, in order of preference; each is a token and occurs
 *     once
 * @param deflate the offer of permessage-deflate, if any
 */
public record ClientHandshake(String key, List<String> subprotocols, Optional<Deflate> deflate) {

  /**
   * An offer of permessage-deflate (RFC 7692 section 7.1).
   *
   * @param contextTakeover whether messages may refer to earlier ones
   * @param serverMaxWindowBits the largest window that the server may use, 8 to 15 bits; empty asks
   *     for nothing
   * @param clientMaxWindowBits the largest window that the client uses, 8 to 15 bits; the server
   *     may ask for a smaller one. Empty offers no choice.
   */
  public record Deflate(
      boolean contextTakeover, OptionalInt serverMaxWindowBits, OptionalInt clientMaxWindowBits) {

    /**
     * Checks the bits.
     *
     * @throws IllegalArgumentException if bits are not 8 to 15
     */
    public Deflate {
      WindowBits.checked(serverMaxWindowBits);
      WindowBits.checked(clientMaxWindowBits);
    }

    /** An offer that does not mention windows: both have 15 bits. */
    public Deflate(boolean contextTakeover) {
      this(contextTakeover, OptionalInt.empty(), OptionalInt.empty());
    }

    /** An offer that limits both windows; one that has 15 bits for the server asks it nothing. */
    public static Deflate of(
        boolean contextTakeover, int serverMaxWindowBits, int clientMaxWindowBits) {
      OptionalInt server = OptionalInt.of(serverMaxWindowBits);
      return new Deflate(
          contextTakeover,
          serverMaxWindowBits == WindowBits.MOST ? OptionalInt.empty() : server,
          OptionalInt.of(clientMaxWindowBits));
    }
  }

  /** The result of judging the response. */
  public sealed interface Outcome {
    /** The connection is a WebSocket. */
    record Opened(Optional<String> subprotocol, Optional<PerMessageDeflate> deflate)
        implements Outcome {}

    /** The handshake failed; the sentence says what was found and what is required. */
    record Failed(String sentence) implements Outcome {}
  }

  public ClientHandshake {
    subprotocols = List.copyOf(subprotocols);
    if (!AcceptKey.isNonce(key)) {
      throw new IllegalArgumentException(
          "The key is " + Quoted.of(key) + "; allowed is base64 of 16 bytes.");
    }
    for (String name : subprotocols) {
      if (!HeaderList.isToken(name)) {
        throw new IllegalArgumentException(
            "The subprotocol is " + Quoted.of(name) + "; allowed is a token, such as chat.");
      }
    }
    if (subprotocols.stream().distinct().count() < subprotocols.size()) {
      throw new IllegalArgumentException(
          "The subprotocols are " + subprotocols + "; each is allowed only once.");
    }
  }

  /** A handshake with a fresh key. */
  public static ClientHandshake create(List<String> subprotocols, Optional<Deflate> deflate) {
    byte[] nonce = new byte[16];
    new SecureRandom().nextBytes(nonce);
    return new ClientHandshake(Base64.getEncoder().encodeToString(nonce), subprotocols, deflate);
  }

  /** The headers to send besides {@code Host}, in order. */
  public List<Map.Entry<String, String>> headers() {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    headers.add(Map.entry("Upgrade", "websocket"));
    headers.add(Map.entry("Connection", "Upgrade"));
    headers.add(Map.entry("Sec-WebSocket-Version", HandshakeRules.VERSION));
    headers.add(Map.entry("Sec-WebSocket-Key", key));
    if (!subprotocols.isEmpty()) {
      headers.add(Map.entry("Sec-WebSocket-Protocol", String.join(", ", subprotocols)));
    }
    deflate.ifPresent(
        offer ->
            headers.add(Map.entry("Sec-WebSocket-Extensions", PerMessageDeflate.offer(offer))));
    return headers;
  }

  /**
   * Judges the response (RFC 6455 section 4.1, the numbered list at its end).
   *
   * @param answer returns the values of all lines of a header; the name may have any case
   */
  public Outcome judge(int status, Function<String, List<String>> answer) {
    if (status != 101) {
      return failed("The status is " + status + ": a WebSocket handshake needs 101.");
    }
    return objection(answer)
        .or(() -> subprotocolObjection(answer.apply("Sec-WebSocket-Protocol")))
        .<Outcome>map(Outcome.Failed::new)
        .orElseGet(() -> extensions(answer));
  }

  private Optional<String> objection(Function<String, List<String>> answer) {
    List<String> upgrade = answer.apply("Upgrade");
    if (upgrade.size() != 1
        || !upgrade.get(0).strip().toLowerCase(Locale.ROOT).equals("websocket")) {
      return Optional.of("The Upgrade header is " + shown(upgrade) + ": it must be websocket.");
    }
    if (!HeaderList.contains(answer.apply("Connection"), "upgrade")) {
      return Optional.of(
          "The Connection header is "
              + shown(answer.apply("Connection"))
              + ": it must list upgrade.");
    }
    List<String> accept = answer.apply("Sec-WebSocket-Accept");
    if (accept.size() != 1 || !accept.get(0).strip().equals(AcceptKey.of(key))) {
      return Optional.of(
          "The Sec-WebSocket-Accept header is "
              + shown(accept)
              + ": for this key it must be "
              + AcceptKey.of(key)
              + ".");
    }
    return Optional.empty();
  }

  private Optional<String> subprotocolObjection(List<String> lines) {
    boolean fine =
        lines.isEmpty() || (lines.size() == 1 && subprotocols.contains(lines.get(0).strip()));
    return fine
        ? Optional.empty()
        : Optional.of(
            "The Sec-WebSocket-Protocol header is "
                + shown(lines)
                + ": the client offered "
                + (subprotocols.isEmpty() ? "none" : String.join(", ", subprotocols))
                + ".");
  }

  private Outcome extensions(Function<String, List<String>> answer) {
    Optional<String> subprotocol =
        answer.apply("Sec-WebSocket-Protocol").stream().map(String::strip).findFirst();
    List<String> lines = answer.apply("Sec-WebSocket-Extensions");
    List<Extension> found = Extension.parse(lines).orElse(List.of());
    if (lines.isEmpty()) {
      return new Outcome.Opened(subprotocol, Optional.empty());
    }
    Optional<String> objection =
        found.size() == 1 && deflate.isPresent()
            ? PerMessageDeflate.objection(found.get(0), deflate.get())
            : Optional.of(
                "the client offered " + deflate.map(PerMessageDeflate::offer).orElse("none"));
    return objection
        .map(why -> "The Sec-WebSocket-Extensions header is " + shown(lines) + ": " + why + ".")
        .<Outcome>map(Outcome.Failed::new)
        .orElseGet(
            () ->
                new Outcome.Opened(
                    subprotocol,
                    deflate.map(offer -> PerMessageDeflate.agreed(found.get(0), offer))));
  }

  private static String shown(List<String> lines) {
    return lines.isEmpty() ? "missing" : Quoted.of(String.join(", ", lines));
  }

  private static Outcome failed(String sentence) {
    return new Outcome.Failed(sentence);
  }
}
