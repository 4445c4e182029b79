package org.wsbin.conformance;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.conformance.Verdicts.Behaviour;
import org.wsbin.conformance.Verdicts.Close;
import org.wsbin.protocol.Role;

/** Judges a case by what was seen, with the rules of the suite that client projects drive. */
record CaseJudgement(Behaviour behaviour, String result, Close close, String closeResult) {
  private record Closed(Close verdict, String why) {}

  private record Behaved(Behaviour verdict, String why) {}

  /**
   * The judgement.
   *
   * @param opened whether the opening handshake was completed
   * @param judged what the script has found itself, if it judges the echoes
   */
  static CaseJudgement of(
      ConformanceCase played,
      Role role,
      boolean opened,
      Ending ending,
      List<Event> events,
      Optional<Behaviour> judged) {
    if (judged.isPresent()
        && (!opened || judged.get() == Behaviour.UNIMPLEMENTED)
        && !played.judgesEchoes()) {
      return new CaseJudgement(
          judged.get(), unplayed(judged.get()), Close.OK, "The connection was not needed.");
    }
    Closed closed =
        opened ? close(played, role, ending) : new Closed(Close.FAILED, notOpened(ending));
    Behaved behaved =
        opened
            ? behaviour(played, ending, events, judged)
            : new Behaved(Behaviour.FAILED, notOpened(ending));
    if (played.informs()) {
      return new CaseJudgement(
          Behaviour.INFORMATIONAL, behaved.why(), Close.INFORMATIONAL, closed.why());
    }
    if (played.isAboutCloseCodes() && closed.verdict() == Close.WRONG_CODE) {
      behaved = new Behaved(Behaviour.FAILED, closed.why());
    }
    return new CaseJudgement(behaved.verdict(), behaved.why(), closed.verdict(), closed.why());
  }

  private static String unplayed(Behaviour verdict) {
    return switch (verdict) {
      case OK -> "The server refused the handshake, as it should.";
      case NON_STRICT -> "The server refused the handshake, but not as it should.";
      default -> "The peer has no permessage-deflate that fits.";
    };
  }

  private static String notOpened(Ending ending) {
    return Optional.ofNullable(ending.why).orElse("The opening handshake was not completed.");
  }

  private static Closed close(ConformanceCase played, Role role, Ending ending) {
    ExpectedClose expected = played.closing();
    if (!expected.byEither() && ending.closedByMe != expected.byUs()) {
      return new Closed(
          Close.FAILED,
          expected.byUs()
              ? "The peer closed first, or ended TCP."
              : "The peer did not close; the suite had to.");
    }
    if (expected.clean() && !ending.clean) {
      return new Closed(
          Close.UNCLEAN, Optional.ofNullable(ending.why).orElse("The close is not clean."));
    }
    boolean answers =
        expected.byEither() && ending.closedByMe && ending.remoteCode.equals(ending.localCode);
    if (ending.remoteCode.isPresent()
        && !answers
        && !expected.codes().contains(ending.remoteCode.getAsInt())) {
      return new Closed(
          Close.WRONG_CODE,
          "The peer closed with "
              + ending.remoteCode.getAsInt()
              + "; allowed are "
              + allowed(expected.codes()));
    }
    return role == Role.CLIENT && ending.droppedByMe
        ? new Closed(Close.FAILED_BY_CLIENT, "The server did not end TCP; the suite had to.")
        : new Closed(Close.OK, "The connection closed as it should.");
  }

  private static String allowed(List<Integer> codes) {
    return codes.isEmpty()
        ? "none, only the end of TCP."
        : codes.stream().distinct().map(String::valueOf).collect(joining(", ")) + ", or no code.";
  }

  private static Behaved behaviour(
      ConformanceCase played, Ending ending, List<Event> events, Optional<Behaviour> judged) {
    if (judged.isPresent()) {
      return new Behaved(
          judged.get(),
          switch (judged.get()) {
            case OK -> "Every echo came, as it should be.";
            case UNIMPLEMENTED -> "The peer has no permessage-deflate that fits.";
            default -> "An echo did not come, or was another.";
          });
    }
    Behaved matched = matched(played, events);
    boolean mustClose =
        played.closing().detects()
            && (!played.closing().byEither() || matched.verdict() == Behaviour.OK);
    return mustClose && ending.closedByMe
        ? new Behaved(Behaviour.FAILED, "The peer did not find what is wrong.")
        : matched;
  }

  private static Behaved matched(ConformanceCase played, List<Event> events) {
    for (Map.Entry<Behaviour, List<Event>> each : played.expected().entrySet()) {
      if (each.getValue().equals(events)) {
        return new Behaved(
            each.getKey(), "What came is what is expected for " + each.getKey() + ".");
      }
    }
    return new Behaved(Behaviour.FAILED, "What came is nothing that is expected.");
  }
}
