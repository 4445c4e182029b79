package org.wsbin.scenario;

import java.util.List;
import java.util.stream.Collectors;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.scenario.ClientConduct.AfterFault;
import org.wsbin.text.Words;

/**
 * Something that a client may do about a fault.
 *
 * @param codes the close codes that count; empty if any does, or if it is not about a close frame
 */
public record Reaction(Kind kind, List<Integer> codes) {

  /** The close codes that say that something was wrong (RFC 6455 section 7.4.1). */
  private static final List<Integer> FAILURES =
      List.of(
          CloseStatus.PROTOCOL_ERROR,
          1003,
          CloseStatus.INVALID_DATA,
          CloseStatus.POLICY_VIOLATION,
          CloseStatus.TOO_BIG,
          1010,
          CloseStatus.INTERNAL_ERROR);

  private static final int FIRST_OF_APPLICATIONS = 3000;

  /** The kinds of reactions. */
  public enum Kind {
    /** A close frame comes after the fault. */
    CLOSES("closes"),
    /** TCP ends soon, by the client, without a close frame. */
    ENDS_TCP("ends TCP at once, without a close frame"),
    /** The same, and nothing came before. */
    FAILS_HANDSHAKE("ends TCP at once, before it has sent a frame"),
    /** The response was no 101, and that was the end. */
    NEVER_OPENS("opens no connection"),
    /** Other frames come after the fault, and the close, if there is one, reports no failure. */
    GOES_ON("goes on as if nothing had happened"),
    /** TCP ends by the client, whenever that is. */
    GIVES_UP("ends TCP after a time of its own choice"),
    /** The server has to end TCP. */
    WAITS("waits until the server ends TCP"),
    /** It is in the client only. */
    REPORTS("reports the lost connection to its user, which the server cannot see");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** Its name in JSON. */
    public String word() {
      return Words.of(this);
    }
  }

  public static final Reaction CLOSES = new Reaction(Kind.CLOSES, List.of());
  public static final Reaction ENDS_TCP = new Reaction(Kind.ENDS_TCP, List.of());
  public static final Reaction FAILS_HANDSHAKE = new Reaction(Kind.FAILS_HANDSHAKE, List.of());
  public static final Reaction NEVER_OPENS = new Reaction(Kind.NEVER_OPENS, List.of());
  public static final Reaction GOES_ON = new Reaction(Kind.GOES_ON, List.of());
  public static final Reaction GIVES_UP = new Reaction(Kind.GIVES_UP, List.of());
  public static final Reaction WAITS = new Reaction(Kind.WAITS, List.of());
  public static final Reaction REPORTS = new Reaction(Kind.REPORTS, List.of());

  public Reaction {
    codes = List.copyOf(codes);
  }

  /** It closes with one of these codes. */
  public static Reaction closesWith(Integer... codes) {
    return new Reaction(Kind.CLOSES, List.of(codes));
  }

  /** It closes with a code that says that something was wrong. */
  public static Reaction closesWithFailure() {
    return new Reaction(Kind.CLOSES, FAILURES);
  }

  /** It closes with a code that says that something was wrong, but not with this one. */
  public static Reaction closesWithFailureOtherThan(int code) {
    return new Reaction(Kind.CLOSES, FAILURES.stream().filter(failure -> failure != code).toList());
  }

  /** Whether that is what was seen. */
  boolean matches(AfterFault seen) {
    return switch (kind) {
      case CLOSES -> seen.close().isPresent() && (codes.isEmpty() || codes.contains(seen.code()));
      case ENDS_TCP -> seen.failedWithoutClose();
      case FAILS_HANDSHAKE -> seen.failedWithoutClose() && !seen.active();
      case GOES_ON -> seen.close().isPresent() ? isNormal(seen.code()) : seen.active();
      case GIVES_UP -> seen.endedByClient();
      case WAITS -> seen.timedOut();
      case NEVER_OPENS, REPORTS -> false; // not visible on an open connection
    };
  }

  private static boolean isNormal(int code) {
    return code == CloseStatus.NORMAL
        || code == CloseStatus.GOING_AWAY
        || code == CloseStatus.NO_STATUS
        || code >= FIRST_OF_APPLICATIONS;
  }

  /** To follow "the client". */
  public String words() {
    if (kind != Kind.CLOSES) {
      return kind.words;
    }
    return codes.isEmpty() ? "closes, with any code or none" : "closes with " + listed();
  }

  private String listed() {
    int last = codes.size() - 1;
    String before =
        codes.stream().limit(last).map(String::valueOf).collect(Collectors.joining(", "));
    return last == 0 ? codes.get(0).toString() : before + " or " + codes.get(last);
  }
}
