package org.wsbin.probe;

import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wsbin.symptom.SeenProduct;
import org.wsbin.symptom.Symptom;

/**
 * The result of a probe.
 *
 * @param target the URL that was given
 * @param at when it began
 * @param wsbin whether the far end is a wsbin that says what it saw
 * @param checks in the order in which they are declared
 * @param products those that say that they stand between
 * @param facts of the connection, such as its TLS: names and values
 */
public record ProbeReport(
    URI target,
    Instant at,
    boolean wsbin,
    List<CheckResult> checks,
    Duration time,
    List<SeenProduct> products,
    List<Map.Entry<String, String>> facts) {
  private static final int MOST = 3;
  private static final int MOST_WORDS = 300;

  public ProbeReport {
    checks = List.copyOf(checks);
    products = List.copyOf(products);
    facts = List.copyOf(facts);
  }

  /** Whether nothing was found. */
  public boolean good() {
    return checks.stream().allMatch(check -> check.findings().isEmpty());
  }

  /** What came of it, in a sentence. */
  public String verdict() {
    Set<Symptom> found = bySymptom().keySet();
    long skipped =
        checks.stream().filter(check -> check.outcome() == CheckResult.Outcome.SKIPPED).count();
    String rest =
        (wsbin ? "" : " The far end does not answer as a wsbin, so few checks could run.")
            + (skipped == 0 ? "" : " Checks that could not be done: " + skipped + ".");
    return switch (found.size()) {
          case 0 -> "Nothing was found.";
          case 1 -> first();
          default -> {
            String all = found.stream().limit(MOST).map(Symptom::sentence).collect(joining(" "));
            yield found.size() + " things were found. " + all + (found.size() > MOST ? " …" : "");
          }
        }
        + rest;
  }

  /** The only symptom: in the words of the first finding, if these are a sentence or two. */
  private String first() {
    Map.Entry<Symptom, List<FoundSymptom>> only = bySymptom().entrySet().iterator().next();
    String what = only.getValue().get(0).what();
    return what.length() <= MOST_WORDS ? what : only.getKey().sentence();
  }

  /** All that was found, by symptom: a symptom may show in several checks. */
  public Map<Symptom, List<FoundSymptom>> bySymptom() {
    Map<Symptom, List<FoundSymptom>> all = new EnumMap<>(Symptom.class);
    for (CheckResult check : checks) {
      for (FoundSymptom finding : check.findings()) {
        all.computeIfAbsent(finding.symptom(), symptom -> new ArrayList<>()).add(finding);
      }
    }
    return all;
  }
}
