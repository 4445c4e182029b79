package org.wsbin.probe;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The result of a probe.
 *
 * @param wsbin whether the far end is a wsbin that says what it saw
 * @param checks in the order in which they are declared
 */
public record ProbeReport(URI root, boolean wsbin, List<CheckResult> checks, Duration time) {
  public ProbeReport {
    checks = List.copyOf(checks);
  }

  /** Whether nothing was found. */
  public boolean good() {
    return checks.stream().allMatch(check -> check.findings().isEmpty());
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
