package org.wsbin.probe;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wsbin.client.WebSocketException;
import org.wsbin.symptom.Symptom;

/** Connections at the same time: whether all are accepted, and reach the same server. */
final class ManyCheck implements Check {
  private static final int NAMES = 8;
  private static final String NODE = "wsbin-node";

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
          new ArrayList<>(
              List.of(
                  accepted + " of " + wanted + " accepted",
                  "the server that answers requests knows " + known + " of " + asked));
      Map<String, Integer> nodes = nodes(open);
      if (!nodes.isEmpty()) {
        evidence.add("without a cookie they reached the nodes " + words(nodes));
        evidence.addAll(withCookies(target, open.get(0)));
      }
      return CheckResult.of(accepted + " of " + wanted + " accepted", findings, evidence);
    } finally {
      open.forEach(ProbeVisit::close);
    }
  }

  /** How many reached each node, as the responses say (wsbin-node). */
  private static Map<String, Integer> nodes(List<ProbeVisit> visits) {
    Map<String, Integer> nodes = new TreeMap<>();
    for (ProbeVisit visit : visits) {
      headers(visit, NODE).forEach(node -> nodes.merge(node, 1, Integer::sum));
    }
    return nodes;
  }

  /**
   * The same with the cookies that the first response has set, if it has: a balancer's, perhaps.
   */
  private static List<String> withCookies(ProbeTarget target, ProbeVisit first) {
    List<String[]> cookies =
        headers(first, "Set-Cookie").stream()
            .map(each -> each.split(";", 2)[0].split("=", 2))
            .filter(pair -> pair.length == 2)
            .toList();
    if (cookies.isEmpty()) {
      return List.of("no response has set a cookie");
    }
    List<ProbeVisit> visits = new ArrayList<>();
    try {
      for (int i = 0; i < NAMES; i++) {
        visits.add(
            ProbeVisit.to(
                target,
                "echo",
                options -> cookies.forEach(pair -> options.cookie(pair[0], pair[1]))));
      }
      return List.of("with the cookies of the first response: " + words(nodes(visits)));
    } catch (WebSocketException refused) {
      return List.of("with the cookies of the first response: " + refused.getMessage());
    } finally {
      visits.forEach(ProbeVisit::close);
    }
  }

  private static List<String> headers(ProbeVisit visit, String name) {
    return visit
        .socket()
        .information()
        .response()
        .map(response -> response.header(name))
        .orElse(List.of());
  }

  private static String words(Map<String, Integer> nodes) {
    return nodes.entrySet().stream()
        .map(each -> each.getKey() + " (" + each.getValue() + ")")
        .collect(joining(", "));
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
