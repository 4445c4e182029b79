package org.wsbin.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsbin.client.WebSocketException;
import org.wsbin.symptom.Symptom;

/** Connections at the same time: whether all are accepted, and reach the same server. */
final class ManyCheck implements Check {
  private static final int NAMES = 8;

  @Override
  public String id() {
    return "many";
  }

  @Override
  public String title() {
    return "connections at the same time";
  }

  @Override
  public CheckResult run(ProbeTarget target) throws InterruptedException {
    int wanted = target.settings().connections();
    List<ProbeVisit> open = new ArrayList<>();
    Optional<String> refusal = Optional.empty();
    try {
      while (open.size() < wanted && refusal.isEmpty()) {
        try {
          open.add(ProbeVisit.to(target, "echo"));
        } catch (WebSocketException refused) {
          refusal = Optional.of(refused.getMessage());
        }
      }
      List<FoundSymptom> findings = new ArrayList<>();
      int accepted = open.size();
      int others = Math.max(0, target.sightings().connections() - accepted);
      refusal.ifPresent(
          why ->
              findings.add(
                  new FoundSymptom(
                      Symptom.CONNECTIONS_LIMITED,
                      accepted
                          + " connections are accepted"
                          + (others == 0 ? "" : " beside " + others + " of other checks")
                          + "; the next one is not: "
                          + why,
                      why,
                      "")));
      int known = target.knowsPaths() ? known(target, open) : 0;
      int asked = Math.min(NAMES, accepted);
      if (known > 0 && known < asked) {
        findings.add(
            new FoundSymptom(
                Symptom.NOT_STICKY,
                "The server that answers requests knows "
                    + known
                    + " of "
                    + asked
                    + " connections.",
                asked + " connections",
                known + " of them"));
      }
      List<String> evidence =
          List.of(
              accepted + " of " + wanted + " accepted",
              "the server that answers requests knows " + known + " of " + asked);
      return CheckResult.of(accepted + " of " + wanted + " accepted", findings, evidence);
    } finally {
      open.forEach(ProbeVisit::close);
    }
  }

  private static int known(ProbeTarget target, List<ProbeVisit> open) {
    return (int)
        open.stream()
            .limit(NAMES)
            .filter(
                visit ->
                    target
                        .get("transcripts/" + visit.name())
                        .filter(answer -> answer.status() == 200)
                        .isPresent())
            .count();
  }
}
