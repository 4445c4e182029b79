package org.wsbin.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.wsbin.client.CloseResult;
import org.wsbin.client.WebSocketException;
import org.wsbin.diff.Side;
import org.wsbin.symptom.Symptom;

/** Whether codes and reasons of closes arrive, each way, and how the end of TCP does. */
final class ClosesCheck implements Check {
  private static final String REASON = "wsbin probe";
  private static final List<Integer> CODES = List.of(1000, 1001, 1011, 3000, 4999);
  private static final List<Integer> OF_CLIENT = List.of(1000, 3000, 4999);
  private static final int NO_CODE = 1005;
  private static final int NO_FRAME = 1006;

  @Override
  public String id() {
    return "closes";
  }

  @Override
  public String title() {
    return "codes and reasons of closes";
  }

  @Override
  public CheckResult run(ProbeTarget target) throws InterruptedException {
    List<FoundSymptom> findings = new ArrayList<>();
    List<String> evidence = new ArrayList<>();
    try {
      for (int code : CODES) {
        fromServer(target, "close/" + code + "?reason=wsbin%20probe", code, REASON, evidence)
            .ifPresent(findings::add);
      }
      fromServer(target, "close", NO_CODE, "", evidence).ifPresent(findings::add);
      fromServer(target, "drop", NO_FRAME, "", evidence).ifPresent(findings::add);
      for (int code : OF_CLIENT) {
        fromClient(target, code, evidence).ifPresent(findings::add);
      }
    } catch (WebSocketException failed) {
      return CheckResult.skipped("there is no connection: " + failed.getMessage());
    }
    int all = CODES.size() + 2 + OF_CLIENT.size();
    return CheckResult.of(
        all - findings.size() + " of " + all + " arrive as they were sent", findings, evidence);
  }

  private static Optional<FoundSymptom> fromServer(
      ProbeTarget target, String path, int code, String reason, List<String> evidence)
      throws InterruptedException {
    try (ProbeVisit visit = ProbeVisit.to(target, path)) {
      visit.awaitEnd(5000);
      Optional<CloseResult> closed = visit.socket().closed();
      String sent = words(code, reason);
      String came = closed.map(how -> words(how.code(), how.reason())).orElse("nothing within 5 s");
      evidence.add("the server sends " + sent + ": the client sees " + came);
      boolean same =
          closed.filter(how -> how.code() == code && how.reason().equals(reason)).isPresent();
      return same
          ? Optional.empty()
          : Optional.of(
              new FoundSymptom(
                  Symptom.CLOSE_LOST,
                  "The server sent " + sent + "; the client sees " + came + ".",
                  came,
                  sent));
    }
  }

  private static Optional<FoundSymptom> fromClient(
      ProbeTarget target, int code, List<String> evidence) throws InterruptedException {
    try (ProbeVisit visit = ProbeVisit.to(target, "echo")) {
      visit.close(code, REASON);
      Optional<Side> server = visit.server();
      if (server.isEmpty()) {
        evidence.add("the client sends " + code + ": the server's transcript cannot be read");
        return Optional.empty();
      }
      Optional<Side.Close> seen = server.get().clientClose();
      String came = seen.map(Object::toString).orElse("no close frame");
      evidence.add("the client sends " + words(code, REASON) + ": the server sees " + came);
      boolean same =
          seen.filter(
                  close ->
                      close.code().equals(OptionalInt.of(code)) && close.reason().equals(REASON))
              .isPresent();
      return same
          ? Optional.empty()
          : Optional.of(
              new FoundSymptom(
                  Symptom.CLOSE_LOST,
                  "The client sent " + words(code, REASON) + "; the server sees " + came + ".",
                  words(code, REASON),
                  came));
    }
  }

  private static String words(int code, String reason) {
    return switch (code) {
      case NO_CODE -> "a close without a code";
      case NO_FRAME -> "the end of TCP";
      default -> code + (reason.isEmpty() ? "" : " \"" + reason + "\"");
    };
  }
}
