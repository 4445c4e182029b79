package org.wsbin.verdict;

import java.util.List;
import java.util.stream.Stream;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.transcript.Transcript.Snapshot;
import org.wsbin.verdict.Judgement.Outcome;

/**
 * The verdict about the client of a transcript.
 *
 * @param name of the transcript
 * @param connections how many it has
 * @param refused how many handshakes were refused
 */
public record ClientVerdict(String name, int connections, int refused, List<Judgement> judgements) {
  /** The most expectations of one verdict. */
  public static final int MOST_EXPECTATIONS = 32;

  /**
   * Judges a client by all rules, and by these expectations.
   *
   * @param duties of the faults by name
   * @throws BadParameterException with a sentence, if an expectation is not known
   */
  public static ClientVerdict of(Snapshot transcript, List<String> expectations, FaultDuty duties) {
    Stream<Judgement> rules =
        Stream.concat(
            ClientRules.ALL.stream().map(rule -> rule.judge(transcript)),
            Stream.of(duties.judge(transcript)));
    Stream<Judgement> expected = parsed(expectations).stream().map(one -> one.judge(transcript));
    return new ClientVerdict(
        transcript.name(),
        transcript.connections().size(),
        transcript.refused().size(),
        Stream.concat(rules, expected).toList());
  }

  /**
   * Checks expectations before anything happens.
   *
   * @throws BadParameterException with a sentence, if one is not known
   */
  public static void check(List<String> expectations) {
    parsed(expectations);
  }

  private static List<Expectation> parsed(List<String> expectations) {
    if (expectations.size() > MOST_EXPECTATIONS) {
      throw new BadParameterException(
          "The parameter expect occurs "
              + expectations.size()
              + " times; at most "
              + MOST_EXPECTATIONS
              + " are allowed.");
    }
    return expectations.stream().map(Expectation::parse).toList();
  }

  /** Whether nothing failed. */
  public boolean passed() {
    return count(Outcome.FAILED) == 0;
  }

  /** How many judgements have that outcome. */
  public long count(Outcome outcome) {
    return judgements.stream().filter(one -> one.outcome() == outcome).count();
  }
}
