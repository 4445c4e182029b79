package org.wsbin.verdict;

import java.util.List;

/**
 * What became of one rule or expectation.
 *
 * @param id its name
 * @param section where it is written, such as {@code RFC 6455 section 5.3}; empty for an
 *     expectation
 * @param sentence what a client must do
 * @param findings why it failed, or was skipped
 */
public record Judgement(
    String id, String section, String sentence, Outcome outcome, List<Finding> findings) {

  /** Whether a rule was kept. */
  public enum Outcome {
    PASSED,
    FAILED,
    /** Nothing in the transcript is about this rule. */
    SKIPPED
  }
}
