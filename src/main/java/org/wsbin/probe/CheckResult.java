package org.wsbin.probe;

import java.time.Duration;
import java.util.List;

/**
 * What came of a check.
 *
 * @param check its id, such as {@code idle}
 * @param summary in a line
 * @param findings what is wrong; empty if nothing is
 * @param evidence lines that say what was seen
 */
public record CheckResult(
    String check,
    Outcome outcome,
    String summary,
    List<FoundSymptom> findings,
    List<String> evidence,
    Duration time) {
  /** How it went. */
  public enum Outcome {
    GOOD,
    FOUND,
    /** It could not be done; the summary says why. */
    SKIPPED
  }

  public CheckResult {
    findings = List.copyOf(findings);
    evidence = List.copyOf(evidence);
  }

  /** Good, or found. */
  static CheckResult of(String summary, List<FoundSymptom> findings, List<String> evidence) {
    Outcome outcome = findings.isEmpty() ? Outcome.GOOD : Outcome.FOUND;
    return new CheckResult("", outcome, summary, findings, evidence, Duration.ZERO);
  }

  static CheckResult skipped(String why) {
    return new CheckResult("", Outcome.SKIPPED, why, List.of(), List.of(), Duration.ZERO);
  }

  CheckResult named(String check, Duration time) {
    return new CheckResult(check, outcome, summary, findings, evidence, time);
  }
}
