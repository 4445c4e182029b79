package org.wsbin.scenario;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import org.wsbin.scenario.ClientConduct.AfterFault;
import org.wsbin.scenario.ClientConduct.FaultNotSent;
import org.wsbin.scenario.ClientConduct.HandshakeRefused;
import org.wsbin.scenario.DutyVerdict.Outcome;

/**
 * What a client must do about a fault. A client that fails the connection with a close frame and
 * the appropriate code is strict; one that leaves out what RFC 6455 section 7.1.7 only recommends,
 * the frame or the appropriate code, is lenient. Everything else violates the duty.
 *
 * @param sentence the same in words, phrased as an order
 * @param onset when the fault shows
 * @param strict what a strict client does: one of these; never empty
 * @param lenient what is tolerable: one of these
 */
public record Duty(String sentence, Onset onset, List<Reaction> strict, List<Reaction> lenient) {

  /** When a fault shows. A client that gives no occasion for it cannot be judged. */
  public enum Onset {
    AT_ONCE("at once"),
    AFTER_PING("if the client sends a ping"),
    AFTER_CLOSE("if the client closes");

    private final String words;

    Onset(String words) {
      this.words = words;
    }

    /** To follow "it shows". */
    public String words() {
      return words;
    }

    /** Why the fault has not shown, if it has not. */
    private Optional<String> missing(AfterFault seen) {
      return switch (this) {
        case AT_ONCE -> Optional.empty();
        case AFTER_PING ->
            Optional.of("The client sent no ping, so the fault did not show.")
                .filter(why -> seen.pings() == 0);
        case AFTER_CLOSE ->
            Optional.of("The client did not close, so the fault did not show.")
                .filter(why -> seen.close().isEmpty());
      };
    }
  }

  public Duty {
    if (sentence.isBlank() || strict.isEmpty()) {
      throw new IllegalArgumentException(
          "A duty has a sentence and at least one strict reaction; this one has \""
              + sentence
              + "\" and "
              + strict
              + ".");
    }
    strict = List.copyOf(strict);
    lenient = List.copyOf(lenient);
  }

  /** The duty about a fault that shows at once, without a lenient reaction. */
  public static Duty of(String sentence, Reaction... strict) {
    return new Duty(sentence, Onset.AT_ONCE, List.of(strict), List.of());
  }

  /** The same with these lenient reactions. */
  public Duty tolerating(Reaction... tolerable) {
    return new Duty(sentence, onset, strict, List.of(tolerable));
  }

  /** The same about a fault that shows later. */
  public Duty from(Onset later) {
    return new Duty(sentence, later, strict, lenient);
  }

  /** Judges what was seen of a client; depends on nothing else. */
  public DutyVerdict judge(ClientConduct conduct) {
    if (conduct instanceof AfterFault seen) {
      return judge(seen);
    }
    if (conduct instanceof HandshakeRefused refused) {
      return judge(refused);
    }
    FaultNotSent unsent = (FaultNotSent) conduct;
    return new DutyVerdict(Outcome.INCONCLUSIVE, unsent.sentence());
  }

  private DutyVerdict judge(HandshakeRefused refused) {
    return strict.contains(Reaction.NEVER_OPENS)
        ? new DutyVerdict(
            Outcome.STRICT,
            "The response was " + refused.status() + ", and the client opened no connection on it.")
        : new DutyVerdict(
            Outcome.INCONCLUSIVE,
            "The handshake was answered with " + refused.status() + ", so the fault was not sent.");
  }

  private DutyVerdict judge(AfterFault seen) {
    if (seen.violation().isPresent()) {
      return violated(seen);
    }
    Optional<String> open =
        Optional.of("The connection is still open.").filter(why -> seen.end().isEmpty());
    Optional<String> unjudged = open.or(() -> onset.missing(seen));
    if (unjudged.isPresent()) {
      return new DutyVerdict(Outcome.INCONCLUSIVE, unjudged.get());
    }
    if (strict.stream().anyMatch(reaction -> reaction.matches(seen))) {
      return new DutyVerdict(
          Outcome.STRICT, "The client " + seen.told() + ", as a strict client does.");
    }
    if (lenient.stream().anyMatch(reaction -> reaction.matches(seen))) {
      return new DutyVerdict(
          Outcome.LENIENT,
          "The client " + seen.told() + ", which is tolerable; " + strictClient() + ".");
    }
    Optional<String> unknown =
        strict.contains(Reaction.REPORTS)
            ? Optional.of(
                "The server ended TCP itself; what the client reports to its user does not show.")
            : seen.nothingShown();
    return unknown
        .map(why -> new DutyVerdict(Outcome.INCONCLUSIVE, why))
        .orElseGet(() -> violated(seen));
  }

  private DutyVerdict violated(AfterFault seen) {
    return new DutyVerdict(
        Outcome.VIOLATED, "The client " + seen.told() + "; " + strictClient() + ".");
  }

  private String strictClient() {
    return "a strict client " + words(strict);
  }

  /** What a strict client does, to follow "a strict client". */
  public String strictWords() {
    return words(strict);
  }

  /** What a lenient client does, to follow "a lenient client"; empty if nothing is tolerable. */
  public String lenientWords() {
    return words(lenient);
  }

  private static String words(List<Reaction> reactions) {
    return reactions.stream().map(Reaction::words).collect(joining(", or "));
  }
}
