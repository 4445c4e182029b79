package org.wsbin.conformance;

import static java.util.stream.Collectors.joining;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.wsbin.protocol.Extension;
import org.wsbin.protocol.PerMessageDeflate;
import org.wsbin.protocol.Role;

/**
 * What a case offers of permessage-deflate as a client, and accepts as a server (RFC 7692 section
 * 7.1).
 *
 * @param tries one after the other; the first that fits is taken
 * @param ours what a case says of the suite's own messages, whose frames are in its script as they
 *     are; empty if the suite compresses them itself
 */
record Compression(List<Terms> tries, Optional<Ours> ours) {
  private static final String SERVER_NO_TAKEOVER = "server_no_context_takeover";
  private static final String CLIENT_NO_TAKEOVER = "client_no_context_takeover";
  private static final String SERVER_BITS = "server_max_window_bits";
  private static final String CLIENT_BITS = "client_max_window_bits";

  /** What both ends do without saying so. */
  private static final int BITS = 15;

  /**
   * Parameters for the peer's messages.
   *
   * @param alone whether each is compressed on its own
   * @param bits of the window
   */
  record Terms(boolean alone, OptionalInt bits) {}

  /**
   * Parameters for the suite's own messages.
   *
   * @param alone whether it says that each is compressed on its own
   * @param together whether they refer to earlier ones, so that the peer must keep those
   * @param bits of the window; empty for the largest
   */
  record Ours(boolean alone, boolean together, OptionalInt bits) {}

  /** The parameters that both ends have agreed on. */
  record Agreed(boolean serverAlone, boolean clientAlone, int serverBits, int clientBits) {
    PerMessageDeflate deflate() {
      return new PerMessageDeflate(
          serverAlone, clientAlone, OptionalInt.of(serverBits), OptionalInt.of(clientBits));
    }
  }

  /** An offer is wrong by itself. */
  static final class MalformedOfferException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedOfferException(String message) {
      super(message);
    }
  }

  Compression {
    tries = List.copyOf(tries);
  }

  /** The compression of a case whose frames are in the script. */
  static Compression ofOurs(Optional<String> word) {
    Terms any = new Terms(false, OptionalInt.empty());
    OptionalInt bits =
        word.filter(text -> text.matches("\\d+")).stream().mapToInt(Integer::parseInt).findFirst();
    Ours ours =
        new Ours(
            word.filter("alone"::equals).isPresent(),
            word.filter("context"::equals).isPresent(),
            bits);
    return new Compression(List.of(any), Optional.of(ours));
  }

  /** Whether what was agreed on lets the suite send the frames of the script. */
  boolean fits(Agreed agreed, Role role) {
    boolean alone = role == Role.CLIENT ? agreed.clientAlone() : agreed.serverAlone();
    int bits = role == Role.CLIENT ? agreed.clientBits() : agreed.serverBits();
    return ours.isEmpty()
        || ((!ours.get().together() || !alone)
            && (ours.get().bits().isEmpty() || bits <= ours.get().bits().getAsInt()));
  }

  /** The compression of a case; empty for a case outside of the groups 12 and 13. */
  static Optional<Compression> of(CaseId id) {
    int group = id.numbers().get(0);
    if (group != 12 && group != 13) {
      return Optional.empty();
    }
    Terms any = new Terms(false, OptionalInt.empty());
    Terms alone = new Terms(true, OptionalInt.empty());
    Terms small = new Terms(true, OptionalInt.of(9));
    return Optional.of(
        new Compression(
            switch (group == 12 ? 1 : id.numbers().get(1)) {
              case 1 -> List.of(any);
              case 2 -> List.of(alone);
              case 3 -> List.of(new Terms(false, OptionalInt.of(9)));
              case 4 -> List.of(new Terms(false, OptionalInt.of(15)));
              case 5 -> List.of(small);
              case 6 -> List.of(new Terms(true, OptionalInt.of(15)));
              default -> List.of(small, alone, any);
            },
            Optional.empty()));
  }

  String inWords() {
    return tries.stream()
        .map(
            terms ->
                (terms.alone() ? "each message on its own" : "any context")
                    + (terms.bits().isPresent()
                        ? ", a window of " + terms.bits().getAsInt() + " bits"
                        : ""))
        .collect(joining("; or "));
  }

  /** The header of a client that offers this. */
  String offer() {
    if (ours.isPresent()) {
      return PerMessageDeflate.NAME
          + (ours.get().alone() ? "; " + CLIENT_NO_TAKEOVER : "")
          + (ours.get().bits().isPresent()
              ? "; " + CLIENT_BITS + "=" + ours.get().bits().getAsInt()
              : "");
    }
    return tries.stream()
        .map(
            terms ->
                PerMessageDeflate.NAME
                    + "; "
                    + CLIENT_NO_TAKEOVER
                    + "; "
                    + CLIENT_BITS
                    + parameters(terms, SERVER_NO_TAKEOVER, SERVER_BITS))
        .collect(joining(", "));
  }

  private static String parameters(Terms terms, String takeover, String bits) {
    return (terms.alone() ? "; " + takeover : "")
        + (terms.bits().isPresent() ? "; " + bits + "=" + terms.bits().getAsInt() : "");
  }

  /**
   * What a server answers to these offers; empty if none fits.
   *
   * @throws MalformedOfferException if an offer has a parameter that RFC 7692 does not know, twice,
   *     or with a wrong value
   */
  Optional<Acceptance> accept(List<Extension> offers) throws MalformedOfferException {
    List<Extension> known =
        offers.stream().filter(offer -> offer.name().equals(PerMessageDeflate.NAME)).toList();
    for (Extension offer : known) {
      check(offer);
    }
    for (Terms terms : tries) {
      Optional<Extension> fitting =
          known.stream()
              .filter(offer -> terms.bits().isEmpty() || has(offer, CLIENT_BITS))
              .findFirst();
      if (fitting.isPresent()) {
        return fitting.map(offer -> acceptance(offer, terms));
      }
    }
    return Optional.empty();
  }

  /**
   * The answer to an offer.
   *
   * @param header the value of {@code Sec-WebSocket-Extensions}
   */
  record Acceptance(String header, Agreed agreed) {}

  private Acceptance acceptance(Extension offer, Terms terms) {
    boolean alone = has(offer, SERVER_NO_TAKEOVER) || ours.filter(Ours::alone).isPresent();
    Optional<String> serverBits =
        value(offer, SERVER_BITS)
            .or(() -> ours.map(Ours::bits).filter(OptionalInt::isPresent).map(Compression::digits));
    String header =
        PerMessageDeflate.NAME
            + (alone ? "; " + SERVER_NO_TAKEOVER : "")
            + serverBits.map(bits -> "; " + SERVER_BITS + "=" + bits).orElse("")
            + parameters(terms, CLIENT_NO_TAKEOVER, CLIENT_BITS);
    return new Acceptance(
        header,
        new Agreed(
            alone,
            terms.alone(),
            serverBits.map(Integer::valueOf).orElse(BITS),
            terms.bits().orElse(BITS)));
  }

  private static String digits(OptionalInt number) {
    return String.valueOf(number.getAsInt());
  }

  /**
   * What a client and a server have agreed on with this answer, whether it fits the offer or not.
   *
   * @throws MalformedOfferException if the answer is wrong by itself
   */
  static Agreed agreed(Extension answer) throws MalformedOfferException {
    check(answer);
    return new Agreed(
        has(answer, SERVER_NO_TAKEOVER),
        has(answer, CLIENT_NO_TAKEOVER),
        value(answer, SERVER_BITS).map(Integer::valueOf).orElse(BITS),
        value(answer, CLIENT_BITS).map(Integer::valueOf).orElse(BITS));
  }

  private static void check(Extension offer) throws MalformedOfferException {
    Set<String> seen = new HashSet<>();
    for (Extension.Parameter parameter : offer.parameters()) {
      boolean known =
          switch (parameter.name()) {
            case SERVER_NO_TAKEOVER, CLIENT_NO_TAKEOVER -> parameter.value().isEmpty();
            case SERVER_BITS -> parameter.value().filter(Compression::isBits).isPresent();
            case CLIENT_BITS -> parameter.value().map(Compression::isBits).orElse(true);
            default -> false;
          };
      if (!known || !seen.add(parameter.name())) {
        throw new MalformedOfferException(
            "permessage-deflate cannot have the parameter "
                + parameter.name()
                + parameter.value().map(value -> "=" + value).orElse("")
                + (known ? " twice." : ": see RFC 7692 section 7.1."));
      }
    }
  }

  private static boolean isBits(String value) {
    return value.matches("[89]|1[0-5]");
  }

  private static boolean has(Extension extension, String name) {
    return extension.parameters().stream().anyMatch(parameter -> parameter.name().equals(name));
  }

  private static Optional<String> value(Extension extension, String name) {
    return extension.parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .flatMap(Extension.Parameter::value);
  }
}
