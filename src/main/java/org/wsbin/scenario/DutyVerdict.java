package org.wsbin.scenario;

import org.wsbin.text.Words;

/**
 * How a client met its duty about a fault.
 *
 * @param sentence why, in one sentence
 */
public record DutyVerdict(Outcome outcome, String sentence) {

  /** The verdicts, from the best to none. */
  public enum Outcome {
    STRICT,
    /** It did less than it should, but nothing that it must not. */
    LENIENT,
    VIOLATED,
    /** What was seen shows neither. */
    INCONCLUSIVE;

    /** Its name in JSON and in sentences. */
    public String word() {
      return Words.of(this);
    }
  }
}
