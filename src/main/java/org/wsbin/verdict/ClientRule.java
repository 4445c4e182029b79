package org.wsbin.verdict;

import java.util.List;
import java.util.Optional;
import org.wsbin.transcript.Transcript.Snapshot;

/**
 * A rule for clients.
 *
 * @param id its name, in lower case
 * @param section where it is written
 * @param sentence what a client must do
 * @param check finds what breaks it
 */
record ClientRule(String id, String section, String sentence, Check check) {

  /** Looks for what breaks a rule. */
  @FunctionalInterface
  interface Check {
    /**
     * What breaks the rule.
     *
     * @return none if the rule was kept; empty if nothing in the transcript is about it
     */
    Optional<List<Finding>> findings(Snapshot transcript);
  }

  Judgement judge(Snapshot transcript) {
    Optional<List<Finding>> found = check.findings(transcript);
    Judgement.Outcome outcome =
        found
            .map(f -> f.isEmpty() ? Judgement.Outcome.PASSED : Judgement.Outcome.FAILED)
            .orElse(Judgement.Outcome.SKIPPED);
    return new Judgement(id, section, sentence, outcome, found.orElse(List.of()));
  }
}
